package dev.slipway.yaml;

import dev.slipway.model.Origin;
import dev.slipway.yaml.Node.Scalar;
import dev.slipway.yaml.Params.Meaning;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:-default}</code> by parameters and variables, and <code>$$</code> by a dollar
 * sign. As in a shell, {@code :-} takes the default for an empty variable too. Other dollar signs stay as they are, and
 * what was put in is not looked at again.
 */
enum Substitution {
    ENVIRONMENT,
    /** <code>${images.NAME}</code> stays for the run to replace, and must name an image of the file. */
    IMAGES_TOO;

    private static final String REFERENCE = "${images.";
    static final Pattern IMAGE = Pattern.compile("\\$\\{images\\.([^}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?", Pattern.DOTALL);
    private static final Pattern LEADING_NAME = Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*).*", Pattern.DOTALL);

    @Nullable
    String apply(Scalar scalar, Cursor at) {
        return scalar.text().indexOf('$') < 0 ? scalar.text() : new Walk(this, scalar, at).all();
    }

    /** One pass over one scalar. */
    private static final class Walk {
        private final Substitution mode;
        private final Scalar scalar;
        private final String text;
        private final Cursor at;
        private final StringBuilder result = new StringBuilder();
        private int dollar = -1;
        private int images;
        private boolean failed;

        Walk(Substitution mode, Scalar scalar, Cursor at) {
            this.mode = mode;
            this.scalar = scalar;
            this.text = scalar.text();
            this.at = at;
        }

        @Nullable
        String all() {
            for (int i = 0; i < text.length(); ) {
                i = text.charAt(i) == '$' ? atDollar(i) : literally(i);
            }
            if (mode == IMAGES_TOO && occurrences(result) > images) {
                problem("replacement makes the text '${images.' here, which cannot be held", null);
            }
            return failed ? null : result.toString();
        }

        private static int occurrences(StringBuilder text) {
            int count = 0;
            for (int at = text.indexOf(REFERENCE); at >= 0; at = text.indexOf(REFERENCE, at + 1)) {
                count++;
            }
            return count;
        }

        private int literally(int index) {
            result.append(text.charAt(index));
            return index + 1;
        }

        private int atDollar(int index) {
            dollar++;
            if (text.startsWith("$$", index)) {
                return escaped(index);
            }
            if (!text.startsWith("${", index)) {
                return literally(index);
            }
            int end = text.indexOf('}', index);
            if (end < 0) {
                problem("'${' has no '}' after it", "Maybe write '$${' for the two characters themselves.");
                return text.length();
            }
            String inside = text.substring(index + 2, end);
            replace(inside);
            dollar += (int) inside.chars().filter(character -> character == '$').count();
            return end + 1;
        }

        private int escaped(int index) {
            result.append('$');
            dollar++;
            return index + 2;
        }

        private void replace(String inside) {
            if (inside.startsWith("images.")) {
                image(inside.substring("images.".length()));
                return;
            }
            if (inside.contains("${")) {
                problem("a default cannot hold another variable", null);
                return;
            }
            Matcher variable = VARIABLE.matcher(inside);
            if (!variable.matches()) {
                Matcher name = LEADING_NAME.matcher(inside);
                String example = inside.matches("[A-Za-z][A-Za-z0-9-]*")
                        ? inside.replace('-', '_')
                        : name.matches() ? name.group(1) : "NAME";
                problem(
                        Quoted.of("${" + inside + "}") + " names no variable",
                        "Maybe '${" + example + "}' or '${" + example + ":-default}'?");
                return;
            }
            String name = variable.group(1);
            String otherwise = variable.group(2);
            switch (at.scope().params().of(name)) {
                case Meaning.Value value
                when !(value.text().isEmpty() && otherwise != null) -> result.append(value.text());
                case Meaning.Secret secret ->
                    problem(
                            "the parameter '" + name + "' is secret, and what it stands for would be told here",
                            "Maybe give it as a secret: 'secrets: {" + name + ": {param: " + name
                                    + "}}', of the image's" + " build or in 'container:'.");
                case Meaning.Value empty -> result.append(otherwise);
                case Meaning.Nothing nothing when otherwise != null -> result.append(otherwise);
                case Meaning.Nothing nothing
                when nothing.param() ->
                    problem(
                            "the parameter '" + name + "' has no value",
                            "Maybe '--set " + name + "=…', or 'default:' in 'params'.");
                case Meaning.Nothing nothing ->
                    problem(
                            "the variable '" + name + "' is not set",
                            "Maybe set it, or give a default: '${" + name + ":-default}'.");
            }
        }

        private void image(String name) {
            if (mode == ENVIRONMENT) {
                problem(
                        Quoted.of("${images." + name + "}")
                                + " has a meaning in args and as the image of a service only",
                        null);
            } else if (!at.scope().names().images().contains(name)) {
                problem(
                        "there is no image " + Quoted.of(name),
                        at.guess(name, at.scope().names().images()));
            }
            images++;
            result.append(REFERENCE).append(name).append('}');
        }

        private void problem(String sentence, @Nullable String hint) {
            failed = true;
            Origin origin = dollar < scalar.dollars().size() ? scalar.dollars().get(dollar) : scalar.origin();
            at.scope().problems().add(origin, scalar.crumb().toString(), sentence, hint);
        }
    }
}
