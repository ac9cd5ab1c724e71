package dev.slipway.preflight;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is done for a stage, from the image it starts from: the steps of the stages it is made of, first to last,
 * which is the order of the file.
 * {@code base} is the image, empty where it is not known or scratch.
 */
public record Script(Stage stage, String base, List<Step> steps, Map<String, String> env) {
    private static final Comparator<Step> BY_LINE =
            Comparator.comparingInt(step -> step.instruction().line());

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

    /** How many steps stand before this one, which must be one of them. */
    public int position(Step step) {
        int position = Collections.binarySearch(steps, step, BY_LINE);
        if (position < 0) {
            throw new IllegalArgumentException("the step of line %d is none of %s"
                    .formatted(step.instruction().line(), stage.label()));
        }
        return position;
    }

    public boolean contains(Step step) {
        int position = Collections.binarySearch(steps, step, BY_LINE);
        return position >= 0 && steps.get(position).equals(step);
    }

    public List<Step> before(Step step) {
        return steps.subList(0, position(step));
    }

    /** The last one with this keyword, in the stage or in what it is made of. */
    public Optional<Step> last(String keyword) {
        return steps.stream().filter(step -> step.instruction().is(keyword)).reduce((one, other) -> other);
    }
}
