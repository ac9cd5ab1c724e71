package dev.slipway.report;

import dev.slipway.drift.Drift;
import dev.slipway.journal.RunStory;
import dev.slipway.past.PastRun.Ending;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a report of one run is made from. {@code folder} is the run's own, with its journal and {@code logs}; it may be
 * gone. Paths in a report are told relative to {@code root}, the project's folder. {@code alive} says that the run's process
 * is at work, so that a story without an end is one to be continued. {@code drifts} are of images that failed, degraded or
 * changed; none where the past is not known.
 */
public record RunReport(String run, RunStory story, Path folder, Path root, boolean alive, List<Drift> drifts) {
    public RunReport {
        drifts = List.copyOf(drifts);
    }

    public Optional<Drift> drift(String image) {
        return drifts.stream().filter(drift -> drift.image().equals(image)).findFirst();
    }

    public Path journal() {
        return folder.resolve("journal.jsonl");
    }

    public Ending ending() {
        return story.end()
                .map(end -> switch (end.verdict()) {
                    case PROVEN -> Ending.PROVEN;
                    case DEGRADED -> Ending.DEGRADED;
                    case FAILED -> Ending.FAILED;
                    case INTERRUPTED -> Ending.INTERRUPTED;
                    case ENGINE_LOST -> Ending.ENGINE_LOST;
                })
                .orElse(alive ? Ending.RUNNING : Ending.CUT_OFF);
    }
}
