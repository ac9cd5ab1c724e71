package dev.slipway.workbench;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.StopSignal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds images as they are worked on. Ends soon after the signal is raised. */
@FunctionalInterface
public interface Builds {
    Made make(List<String> images, StopSignal stop);

    /** What came of it: ids by image, and why there is none. An image in neither was not come to. */
    record Made(Map<String, String> ids, Map<String, Failure> failures) {
        public Made {
            ids = Map.copyOf(ids);
            failures = Map.copyOf(failures);
        }
    }

    /** {@code log} is the path of the attempt's log, or empty. */
    record Failure(@Nullable Diagnosis why, String log) {}
}
