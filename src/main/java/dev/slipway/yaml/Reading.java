package dev.slipway.yaml;

import dev.slipway.model.Pipeline;
import java.util.List;

/** What came of reading a pipeline file: the pipeline, or every problem in it, sorted by position. */
public sealed interface Reading {
    /** {@code warnings} stop nothing; they tell of what was probably not meant. */
    record Valid(Pipeline pipeline, List<Problem> warnings) implements Reading {
        public Valid {
            warnings = List.copyOf(warnings);
        }
    }

    /** At least one problem. */
    record Invalid(List<Problem> problems) implements Reading {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an invalid file without a problem");
            }
        }
    }
}
