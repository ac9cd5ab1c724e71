package dev.slipway.report.junit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One test suite. {@code began} is null where that is not known; {@code properties} keep their order. */
record Suite(String name, @Nullable Instant began, Duration took, Map<String, String> properties, List<Case> cases) {
    Suite {
        cases = List.copyOf(cases);
    }

    long count(Predicate<Case> which) {
        return cases.stream().filter(which).count();
    }
}
