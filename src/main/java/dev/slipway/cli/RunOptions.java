package dev.slipway.cli;

import dev.slipway.console.OutputMode;
import dev.slipway.model.Pipeline;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that runs a pipeline takes. */
final class RunOptions {
    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private ReportOption reports = new ReportOption();

    @Option(
            names = {"-j", "--parallel"},
            paramLabel = "N",
            description = "How many images are worked on at once. Default: the number of processors, at most 4.")
    private @Nullable Integer parallel;

    @Option(names = "--strict", description = "A degraded image makes the exit code 3.")
    private boolean strict;

    /** The pipeline with these images in it; empty when something makes no sense, which has been told. */
    Optional<Pipeline> read(List<String> images, Shell shell) {
        if (parallel != null && parallel < 1) {
            shell.err().println("slipway: --parallel wants at least 1, not " + parallel + ".");
            return Optional.empty();
        }
        if (!reports.sensible(shell)) {
            return Optional.empty();
        }
        return pipeline.read(shell).filter(read -> WantedImages.known(images, read, shell));
    }

    /** As {@link #read}, for commands that nights are not started by: who relies on them is told when one is overdue. */
    Optional<Pipeline> readAndWarn(List<String> images, Shell shell) {
        Optional<Pipeline> read = read(images, shell);
        if (output.mode() != OutputMode.JSON && output.mode() != OutputMode.QUIET) {
            read.ifPresent(known -> Overdue.warn(known, shell, Clock.system(ZoneId.systemDefault())));
        }
        return read;
    }

    /** What the pipeline's variables and secrets are taken from. */
    Map<String, String> environment() {
        return pipeline.environment();
    }

    /** The values of the pipeline's secret parameters. */
    Map<String, String> secretParams(Pipeline read) {
        return pipeline.secretParams(read);
    }

    PipelineOption pipeline() {
        return pipeline;
    }

    EngineOption engine() {
        return engine;
    }

    OutputOption output() {
        return output;
    }

    /** Who is told of the run when it has ended. */
    ReportOption reports() {
        return reports;
    }

    boolean strict() {
        return strict;
    }

    int places() {
        return parallel != null ? parallel : Math.min(4, Runtime.getRuntime().availableProcessors());
    }
}
