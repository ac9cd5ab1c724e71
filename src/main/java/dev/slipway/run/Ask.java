package dev.slipway.run;

import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.model.ByteSize;
import dev.slipway.preload.PreloadResult;
import dev.slipway.probe.ProbeResult;

/** Answers of probes and preloads as what a step says: one translation for all who ask. */
final class Ask {
    private Ask() {}

    static Said<Boolean> said(Phase phase, String title, ProbeResult result) {
        return switch (result) {
            case ProbeResult.Healthy healthy -> new Said.Yes<>(true, healthy.detail(), healthy.facts());
            case ProbeResult.Unhealthy no ->
                new Said.No<>(new Evidence(
                        phase,
                        title,
                        no.exitCode().orElse(null),
                        ending(no.oomKilled()),
                        no.message(),
                        no.lines(),
                        null));
        };
    }

    static Said<PreloadResult.Loaded> said(String title, PreloadResult result) {
        return switch (result) {
            case PreloadResult.Loaded loaded ->
                new Said.Yes<>(loaded, ByteSize.print(loaded.addedBytes()) + " added", loaded.facts());
            case PreloadResult.Refused no ->
                new Said.No<>(new Evidence(
                        Phase.PRELOAD,
                        title,
                        no.exitCode().orElse(null),
                        ending(no.oomKilled()),
                        no.message(),
                        no.lines(),
                        null));
        };
    }

    private static Ending ending(boolean oomKilled) {
        return oomKilled ? Ending.OUT_OF_MEMORY : Ending.ITSELF;
    }
}
