package dev.slipway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports a run that was. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reports a run from its journal: as a page, and in the formats that other tools read. No engine is needed. A run"
                    + " that was cut off, or is at work, is reported as far as it was told.",
            "",
            "Without options everything is written into .slipway/reports/RUN.",
            ""
        },
        footer = {
            "",
            "Formats: html, one page that needs no network; junit for test reports; sarif (2.1.0) for code scanning; json, as"
                    + " docs/report.schema.json describes it; markdown for a comment or a job's summary; gitlab for code"
                    + " quality; annotations, workflow commands of GitHub Actions. docs/reports.md tells more.",
            "",
            "Exit code: 0 written, whatever the run came to; 1 a file cannot be written; 2 there is no such run or format.",
            "",
            "Examples:",
            "  slipway report",
            "  slipway report --format markdown",
            "  slipway report 20261122-0445 --format junit=junit.xml --format sarif=slipway.sarif",
            "  slipway report --pipeline ai-stack --all public",
            "  slipway report --index public/index.html",
            "  slipway report --serve --port 8080"
        })
final class ReportCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A run's id, or how it alone begins; or latest. Default: latest.")
    private String run = Asked.LATEST;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME",
            description = "The latest run of this pipeline. Default: of any.")
    private String pipeline = "";

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT[=FILE]",
            description = "This format, into a file, or to standard output without one (or with '-'). Repeatable.")
    private List<String> formats = new ArrayList<>();

    @Option(names = "--all", paramLabel = "DIR", description = "Every format, into this folder.")
    private @Nullable Path all;

    @Option(
            names = "--index",
            arity = "0..1",
            paramLabel = "FILE",
            fallbackValue = Asked.DEFAULT_INDEX,
            description =
                    "The page over time, with pages of the newest runs beside it. Default: .slipway/reports/index.html.")
    private @Nullable String index;

    @Option(names = "--serve", description = "All pages on 127.0.0.1, a run at work as it goes on, until Ctrl-C.")
    private boolean serve;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --serve: the port. Default: any that is free.")
    private int port;

    ReportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        return new ReportWork(shell, new Asked(run, pipeline, formats, all, index, serve, port)).go();
    }

    /**
     * What the command line says. The work is another class's: whoever lists commands loads the types of all methods of each,
     * and no other command is to load reports.
     */
    record Asked(
            String run,
            String pipeline,
            List<String> formats,
            @Nullable Path all,
            @Nullable String index,
            boolean serve,
            int port) {
        static final String LATEST = "latest";
        static final String DEFAULT_INDEX = "default";

        Asked {
            formats = List.copyOf(formats);
        }

        boolean latest() {
            return run.equals(LATEST);
        }

        /** Whether it is about all runs. */
        boolean overTime() {
            return serve || index != null;
        }
    }
}
