package dev.slipway.yaml;

import dev.slipway.yaml.Node.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value written as text. Numbers and flags are taken as they are written, so that {@code 3.10} stays {@code 3.10}.
 * {@code pattern} is what an editor checks; {@code parser} has the last word, and throws {@link Misread} or another
 * {@link IllegalArgumentException} with a sentence for the author.
 */
record Text<T>(String wanted, String example, String pattern, Substitution substitution, Function<String, T> parser)
        implements Shape<T> {
    /** The pattern matcher recurses, and would overflow on a megabyte. */
    private static final int LONGEST_MATCHED = 4000;

    /** Anything at all, even nothing between quotes. */
    static final Text<String> ANY = of("text", "", "", Function.identity());

    static final Text<String> SOME = of("text", "", "\\S", Text::notBlank);

    /** Here {@code ${images.NAME}} has a meaning. */
    static final Text<String> ARGUMENT = new Text<>("text", "", "", Substitution.IMAGES_TOO, Function.identity());

    static <T> Text<T> of(String wanted, String example, String pattern, Function<String, T> parser) {
        return new Text<>(wanted, example, pattern, Substitution.ENVIRONMENT, parser);
    }

    /** Text that must match a pattern, and is its own value. */
    static Text<String> matching(String wanted, String example, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return of(wanted, example, "^(?:" + pattern + ")$", text -> {
            if (text.length() > LONGEST_MATCHED || !compiled.matcher(text).matches()) {
                throw new Misread(Quoted.of(text) + " is not " + wanted + ", such as " + example, null);
            }
            return text;
        });
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new Misread("the text is empty", null);
        }
        return text;
    }

    /** Any scalar will do, and not only text of a certain form. */
    boolean free() {
        return pattern.isEmpty() || pattern.equals("\\S");
    }

    @Override
    public @Nullable T read(Cursor at) {
        if (!(at.node() instanceof Scalar scalar) || scalar.isNothing()) {
            at.mismatch(this);
            return null;
        }
        String text = substitution.apply(scalar, at);
        if (text == null) {
            return null;
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            at.problem("the text holds a NUL character or half of another", null);
            return null;
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            complain(at, scalar, text, refused);
            return null;
        }
    }

    /** What came from the environment may be a secret and is not repeated. */
    private void complain(Cursor at, Scalar scalar, String text, IllegalArgumentException refused) {
        if (!text.equals(scalar.text())) {
            at.problem(
                    "what " + Quoted.of(scalar.text()) + " stands for is not " + wanted + ", such as " + example, null);
        } else {
            at.problem(
                    String.valueOf(refused.getMessage()), refused instanceof Misread misread ? misread.hint() : null);
        }
    }

    @Override
    public boolean takes(Node node) {
        return node instanceof Scalar scalar && !scalar.isNothing();
    }
}
