package dev.slipway.knowledge;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names of the same thing in the package managers; several names stand in one text, with blanks between. An empty name means that there is none. */
public record Packages(String debian, String alpine) {
    public Optional<String> in(Distribution distribution) {
        String name =
                switch (distribution) {
                    case DEBIAN -> debian;
                    case ALPINE -> alpine;
                    case REDHAT, SUSE, ARCH, WINDOWS, NONE -> "";
                };
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    public boolean none() {
        return debian.isEmpty() && alpine.isEmpty();
    }

    /** For a sentence: the name in that distribution, or both names where it is not known. */
    public String told(@Nullable Distribution distribution) {
        Optional<String> one = Optional.ofNullable(distribution).flatMap(this::in);
        if (one.isPresent()) {
            return one.get();
        }
        if (debian.equals(alpine) || alpine.isEmpty()) {
            return debian;
        }
        return debian.isEmpty() ? alpine + " (Alpine)" : debian + " (Alpine: " + alpine + ")";
    }
}
