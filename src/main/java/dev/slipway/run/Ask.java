package dev.slipway.run;

import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.model.ByteSize;
import dev.slipway.model.MemoryLimit;
import dev.slipway.preload.PreloadResult;
import dev.slipway.probe.ProbeResult;
import java.util.List;
import java.util.Optional;

/** Answers of probes and preloads as what a step says: one translation for all who ask. */
final class Ask {
    private Ask() {}

    /** @param limit on the memory of the container that was asked */
    static Said<Boolean> said(Phase phase, String title, Optional<MemoryLimit> limit, ProbeResult result) {
        return switch (result) {
            case ProbeResult.Healthy healthy -> new Said.Yes<>(true, healthy.detail(), healthy.facts());
            case ProbeResult.Unhealthy no ->
                new Said.No<>(no(phase, title, no.exitCode(), no.oomKilled(), no.message(), no.lines())
                        .within(limit));
        };
    }

    static Said<PreloadResult.Loaded> said(String title, Optional<MemoryLimit> limit, PreloadResult result) {
        return switch (result) {
            case PreloadResult.Loaded loaded ->
                new Said.Yes<>(loaded, ByteSize.print(loaded.addedBytes()) + " added", loaded.facts());
            case PreloadResult.Refused no ->
                new Said.No<>(no(Phase.PRELOAD, title, no.exitCode(), no.oomKilled(), no.message(), no.lines())
                        .within(limit));
        };
    }

    private static Evidence no(
            Phase phase, String title, Optional<Integer> exit, boolean oomKilled, String message, List<String> lines) {
        Ending ending = oomKilled ? Ending.OUT_OF_MEMORY : Ending.ITSELF;
        return new Evidence(phase, title, exit.orElse(null), ending, message, lines, null);
    }
}
