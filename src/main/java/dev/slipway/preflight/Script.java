package dev.slipway.preflight;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is done for a stage, from the image it starts from: the steps of the stages it is made of, first to last.
 * {@code base} is the image, empty where it is not known or scratch.
 */
public record Script(Stage stage, String base, List<Step> steps, Map<String, String> env) {
    public Script {
        steps = List.copyOf(steps);
        env = Map.copyOf(env);
    }

    public Optional<String> image() {
        return base.isEmpty() ? Optional.empty() : Optional.of(base);
    }

    /** Those of the stage itself. */
    public List<Step> own() {
        return steps.stream()
                .filter(step -> step.stage().number() == stage.number())
                .toList();
    }

    public Stream<Step> before(Step other) {
        return steps.stream().takeWhile(step -> !step.equals(other));
    }

    /** The last one with this keyword, in the stage or in what it is made of. */
    public Optional<Step> last(String keyword) {
        return steps.stream().filter(step -> step.instruction().is(keyword)).reduce((one, other) -> other);
    }
}
