package dev.slipway.yaml;

import dev.slipway.yaml.Node.Scalar;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code true} or {@code false}. */
record Flag() implements Shape<Boolean> {
    static final Flag FLAG = new Flag();
    private static final Set<String> YES = Set.of("yes", "on", "y");
    private static final Set<String> NO = Set.of("no", "off", "n");

    @Override
    public @Nullable Boolean read(Cursor at) {
        if (!(at.node() instanceof Scalar scalar)) {
            at.mismatch(this);
            return null;
        }
        String text = Substitution.ENVIRONMENT.apply(scalar, at);
        if (text == null) {
            return null;
        }
        String word = text.toLowerCase(Locale.ROOT);
        boolean plain = scalar.plain() || !text.equals(scalar.text());
        if (plain && (word.equals("true") || word.equals("false"))) {
            return word.equals("true");
        }
        String meant = meant(word);
        at.problem(
                scalar.found() + " stands where true or false is wanted",
                meant == null ? null : "Maybe '" + meant + "'?");
        return null;
    }

    /** What other languages write for it, in lower case; null for anything else. */
    static @Nullable String meant(String word) {
        return YES.contains(word) ? "true" : NO.contains(word) ? "false" : null;
    }

    @Override
    public boolean takes(Node node) {
        return node instanceof Scalar;
    }

    @Override
    public String wanted() {
        return "true or false";
    }

    @Override
    public String example() {
        return "true";
    }
}
