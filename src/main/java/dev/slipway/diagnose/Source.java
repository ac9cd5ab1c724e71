package dev.slipway.diagnose;

import dev.slipway.knowledge.Distribution;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a rule looks up what it captured: a few words of its own, or one of the tables that everybody shares. */
sealed interface Source {
    /** The distribution is the base's, null where it is not known. */
    Optional<String> of(String key, @Nullable Distribution distribution);

    record Own(Map<String, String> words) implements Source {
        public Own {
            words = Map.copyOf(words);
        }

        @Override
        public Optional<String> of(String key, @Nullable Distribution distribution) {
            return Optional.ofNullable(words.get(key));
        }
    }

    record Shared(KnownTable table) implements Source {
        @Override
        public Optional<String> of(String key, @Nullable Distribution distribution) {
            return table.words(key, distribution);
        }
    }
}
