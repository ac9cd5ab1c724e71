package dev.slipway.cli;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** All commands of the program, as the help lists them. */
final class Commands {
    private static final List<Class<?>> ALL = List.of(
            BuildCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            UpCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DownCommand.class,
            ValidateCommand.class,
            DevCommand.class,
            DiagnoseCommand.class,
            ReportCommand.class,
            HistoryCommand.class,
            CleanCommand.class,
            NightlyCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            HelpCommand.class);

    /** They speak of all the others. */
    private static final Set<Class<?>> ABOUT_ALL = Set.of(CompletionCommand.class, HelpCommand.class);

    private Commands() {}

    /**
     * Those that must be known to read a command line: the one it begins with, or all. The model of each is made by
     * reflection, which for all of them takes longer than many a command works.
     */
    static List<Class<?>> wantedBy(String[] arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        for (Class<?> type : ALL) {
            if (name(type).equals(first) && !ABOUT_ALL.contains(type)) {
                return List.of(type);
            }
        }
        return ALL;
    }

    private static String name(Class<?> type) {
        return Objects.requireNonNull(type.getAnnotation(Command.class)).name();
    }
}
