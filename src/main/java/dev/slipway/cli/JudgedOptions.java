package dev.slipway.cli;

import dev.slipway.past.Past;
import dev.slipway.past.PastRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the remembered runs are judged. */
final class JudgedOptions {
    private static final Duration USUAL = Duration.ofDays(90);
    private static final int RECENT = 1_000;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only this pipeline. Default: each that has run of late.")
    private String pipeline = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = PastOptions.When.class,
            description =
                    "Only runs that began since then: a day (2026-11-01), or so long ago (36h, 14d, 8w). Default: 90d.")
    private @Nullable Instant since;

    Instant since() {
        return since != null ? since : Instant.now().minus(USUAL);
    }

    /** Their names; where there is none, that has been told. */
    List<String> pipelines(Past past, Shell shell) {
        List<String> names = past.runs(pipeline, RECENT).stream()
                .filter(run -> !run.began().isBefore(since()))
                .map(PastRun::pipeline)
                .distinct()
                .sorted()
                .toList();
        if (names.isEmpty()) {
            shell.err()
                    .println("slipway: no run" + (pipeline.isEmpty() ? "" : " of '" + pipeline + "'")
                            + " since then is remembered");
        }
        return names;
    }
}
