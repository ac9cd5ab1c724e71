package dev.slipway.cli;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.RunListener;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which images a run tried in vain, by a variant or by all. Not among them: what was kept as it was, what only the machine is to
 * blame for, and all images of a run that was interrupted or lost its engine. Told by one thread at a time, asked after the run.
 */
final class Troubled implements RunListener {
    private final Set<String> failed = new HashSet<>();
    private final List<String> images = new ArrayList<>();

    @Override
    public void on(RunEvent event) {
        if (event instanceof AttemptEnded end && end.why() != null && end.why().nature() != Nature.ENVIRONMENT) {
            failed.add(end.image());
        } else if (event instanceof ImageEnded end && bad(end.status()) && failed.contains(end.image())) {
            images.add(end.image());
        } else if (event instanceof RunEnded end && cutShort(end.verdict())) {
            images.clear();
        }
    }

    private static boolean cutShort(Verdict verdict) {
        return switch (verdict) {
            case INTERRUPTED, ENGINE_LOST -> true;
            case PROVEN, DEGRADED, FAILED -> false;
        };
    }

    private static boolean bad(ImageStatus status) {
        return switch (status) {
            case FAILED, DEGRADED -> true;
            case BUILT, CACHED, BLOCKED, CANCELLED -> false;
        };
    }

    /** Their names, in the order in which they ended. */
    List<String> images() {
        return List.copyOf(images);
    }
}
