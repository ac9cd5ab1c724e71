package dev.slipway.yaml;

import dev.slipway.yaml.Node.Scalar;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole number between two bounds. A quoted one is text, unless it comes from a variable. */
record Whole(String wanted, int least, int most, String example) implements Shape<Integer> {
    static final Whole PORT = new Whole("a port", 1, 65535, "8000");
    private static final Pattern DIGITS = Pattern.compile("[-+]?\\d{1,9}");

    @Override
    public @Nullable Integer read(Cursor at) {
        if (!(at.node() instanceof Scalar scalar) || scalar.isNothing()) {
            at.mismatch(this);
            return null;
        }
        String text = Substitution.ENVIRONMENT.apply(scalar, at);
        if (text == null) {
            return null;
        }
        boolean variable = !text.equals(scalar.text());
        if (variable && !DIGITS.matcher(text).matches()) {
            at.problem(
                    "what " + Quoted.of(scalar.text()) + " stands for is not " + wanted + ", such as " + example, null);
            return null;
        }
        if (!(scalar.plain() || variable) || !DIGITS.matcher(text).matches()) {
            at.mismatch(this);
            return null;
        }
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            String shown = variable ? "what " + Quoted.of(scalar.text()) + " stands for" : text;
            String range = least == most ? "; only " + least + " is" : " between " + least + " and " + most;
            at.problem(shown + " is not " + wanted + range, null);
            return null;
        }
        return number;
    }

    @Override
    public boolean takes(Node node) {
        return node instanceof Scalar scalar && !scalar.isNothing();
    }
}
