package dev.slipway.preflight.rules.shell;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** May an installation fail without the build noticing? */
public final class SwallowedFailureRule implements Rule {
    private static final Kind KIND = new Kind(
            "swallowed-failure",
            Severity.WARNING,
            "an installation may fail and the build goes on",
            "'|| true', '; exit 0' and their like turn a failed installation into a step that passed; a document in"
                    + " line goes on after a failure unless it begins with 'set -e'. The image is then tagged without what"
                    + " it needs, and fails where nobody looks. A mirror that was down for a moment is enough.");
    private static final Pattern STOPPING = Pattern.compile("-[a-zA-Z]*e[a-zA-Z]*|errexit");
    private static final Pattern FORCED = Pattern.compile("-[a-zA-Z]*f[a-zA-Z]*");
    private static final Set<String> OPTION_VALUES = Set.of("errexit", "pipefail", "nounset");
    private static final Set<String> QUIET = Set.of("true", ":", "echo", "printf");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            boolean told = toldToStop(script);
            for (Step step : script.own()) {
                List<Command> commands = step.commands();
                boolean strict = told || stopsByItself(step.instruction());
                for (int i = 0; i < commands.size(); i++) {
                    if (installs(commands.get(i)) && swallowed(commands, i, strict)) {
                        Command command = commands.get(i);
                        findings.accept(KIND.at(
                                subject.at(step.instruction(), command),
                                "when '%s' fails, the step passes all the same.".formatted(shortened(command)),
                                "Maybe leave out what follows it; if it may really fail, put it into a step of"
                                        + " its own."));
                    }
                }
            }
        }
    }

    private static String shortened(Command command) {
        String text = command.toString();
        return text.length() > 50 ? text.substring(0, 50) + "…" : text;
    }

    private static boolean installs(Command command) {
        return switch (command.program()) {
            case "pip", "uv", "poetry", "pipenv" ->
                command.arguments().contains("install") || command.arguments().contains("sync");
            case "npm", "pnpm" -> command.runs(command.program(), "install", "ci", "i", "add", "run");
            case "yarn" -> command.plain().isEmpty() || command.runs("yarn", "install", "add", "build");
            case "apt-get", "dnf", "yum", "microdnf" -> command.plain().contains("install");
            case "apk" -> command.plain().contains("add");
            default -> false;
        };
    }

    /** Whether what decides the exit code of the step cannot fail. */
    private static boolean swallowed(List<Command> commands, int index, boolean strict) {
        int at = index;
        while (at < commands.size() - 1 && commands.get(at).next() == Command.Link.AND) {
            at = endOfBracket(commands, at + 1, commands.get(index).depth());
        }
        Command.Link link = commands.get(at).next();
        if (at == commands.size() - 1) {
            return false;
        }
        if (link == Command.Link.OR) {
            int decides = endOfBracket(commands, at + 1, commands.get(at).depth());
            return cannotFail(commands.get(decides))
                    && commands.subList(at + 1, commands.size()).stream().noneMatch(SwallowedFailureRule::exitsNonZero);
        }
        return link == Command.Link.THEN
                && !strict
                && commands.stream().noneMatch(SwallowedFailureRule::stopsAtFailure)
                && commands.subList(at + 1, commands.size()).stream().allMatch(SwallowedFailureRule::cannotFail);
    }

    /** Whether a SHELL says that shells stop at the first failure. */
    private static boolean toldToStop(Script script) {
        return script.steps().stream()
                .map(Step::instruction)
                .filter(one -> one.is("SHELL"))
                .anyMatch(one -> one.words().stream()
                        .anyMatch(word -> STOPPING.matcher(word).matches()));
    }

    /** Whether the shell itself is called so that it stops at the first failure. */
    private static boolean stopsByItself(Instruction run) {
        return optionsOfShells(run.words()).anyMatch(STOPPING.asMatchPredicate())
                || run.heredocs().stream().anyMatch(one -> one.body().matches("(?s)#!\\S*sh\\s+-[a-zA-Z]*e.*"));
    }

    private static Stream<String> optionsOfShells(List<String> words) {
        return IntStream.range(0, words.size())
                .filter(at -> words.get(at).endsWith("sh"))
                .boxed()
                .flatMap(at -> words.subList(at + 1, words.size()).stream()
                        .takeWhile(word -> word.startsWith("-") || OPTION_VALUES.contains(word)));
    }

    /** Nothing, talk, and tidying up. */
    private static boolean cannotFail(Command command) {
        return QUIET.contains(command.program())
                || exitsZero(command)
                || (command.program().equals("rm")
                        && command.arguments().stream().anyMatch(FORCED.asMatchPredicate()))
                || command.runs("apt-get", "clean", "autoclean");
    }

    /** A bracket further down answers for itself: what counts is what stands behind it. */
    private static int endOfBracket(List<Command> commands, int start, int depth) {
        int at = start;
        while (at < commands.size() - 1
                && commands.get(at).depth() > depth
                && commands.get(at + 1).depth() > depth) {
            at++;
        }
        return at;
    }

    private static boolean exitsZero(Command command) {
        return command.program().equals("exit") && command.arguments().equals(List.of("0"));
    }

    private static boolean exitsNonZero(Command command) {
        return command.program().equals("exit") && !exitsZero(command);
    }

    private static boolean stopsAtFailure(Command command) {
        return command.program().equals("set") && command.arguments().stream().anyMatch(STOPPING.asMatchPredicate());
    }
}
