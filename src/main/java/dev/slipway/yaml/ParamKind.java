package dev.slipway.yaml;

import dev.slipway.model.Param;
import dev.slipway.model.Param.Kind;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What values of a parameter may look like. A value itself is never part of what is said about it. */
final class ParamKind {
    static final List<String> WORDS = List.of("text", "integer", "port", "flag");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final int LAST_PORT = 65_535;

    private ParamKind() {}

    static Kind of(String word) {
        return switch (word) {
            case "integer" -> Kind.INTEGER;
            case "port" -> Kind.PORT;
            case "flag" -> Kind.FLAG;
            default -> Kind.TEXT;
        };
    }

    /** The value as it is put in, or why it cannot be. */
    static String checked(Kind kind, List<String> choices, String value) throws Misread {
        String clean = ofKind(kind, value);
        if (!choices.isEmpty() && !choices.contains(clean)) {
            String hint = Nearest.to(clean, choices)
                    .map(near -> "Maybe " + Quoted.of(near) + "?")
                    .orElse(null);
            throw new Misread("is not one of " + String.join(", ", choices), hint);
        }
        return clean;
    }

    private static String ofKind(Kind kind, String value) {
        return switch (kind) {
            case TEXT -> value;
            case INTEGER -> {
                if (!INTEGER.matcher(value).matches()) {
                    throw new Misread("is not a whole number, such as 4", null);
                }
                yield value;
            }
            case PORT -> {
                if (!PORT.matcher(value).matches()
                        || Integer.parseInt(value) < 1
                        || Integer.parseInt(value) > LAST_PORT) {
                    throw new Misread("is not a port between 1 and " + LAST_PORT, null);
                }
                yield value;
            }
            case FLAG -> flag(value);
        };
    }

    private static String flag(String value) {
        String word = value.toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            String meant = Flag.meant(word);
            throw new Misread("is not true or false", meant == null ? null : "Maybe '" + meant + "'?");
        }
        return word;
    }

    /** What stands in for a value that is not given, so that the rest of the file can be read. */
    static String standIn(Param param) {
        if (!param.choices().isEmpty()) {
            return param.choices().get(0);
        }
        return switch (param.kind()) {
            case TEXT -> "x";
            case INTEGER -> "1";
            case PORT -> "8000";
            case FLAG -> "false";
        };
    }
}
