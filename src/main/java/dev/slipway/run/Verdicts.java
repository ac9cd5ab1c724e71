package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.RunEvent.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a run ended as a whole: a function of how its parts ended. */
final class Verdicts {
    private Verdicts() {}

    static Verdict of(List<ImageEnd> ends, List<StackChecks.Verdict> stack, boolean interrupted) {
        if (interrupted) {
            return Verdict.INTERRUPTED;
        }
        Stream<Diagnosis> whys = Stream.concat(
                ends.stream().flatMap(end -> end.diagnosis().stream()),
                stack.stream().map(StackChecks.Verdict::why).flatMap(Stream::ofNullable));
        boolean lost = whys.anyMatch(why -> why.category().equals(Tactics.ENGINE_LOST));
        if (lost) {
            return Verdict.ENGINE_LOST;
        }
        boolean proven = ends.stream().allMatch(end -> end.status().proven())
                && stack.stream().allMatch(StackChecks.Verdict::good);
        if (!proven) {
            return Verdict.FAILED;
        }
        boolean degraded = ends.stream().anyMatch(end -> end.status() == ImageStatus.DEGRADED);
        return degraded ? Verdict.DEGRADED : Verdict.PROVEN;
    }

    static String word(ImageStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
