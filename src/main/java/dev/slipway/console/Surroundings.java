package dev.slipway.console;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Map;

/**
 * What is known of the place the output goes to: the environment, whether it is a terminal, and the encoding it is
 * written in. Everything that depends on these is decided here.
 */
public record Surroundings(Map<String, String> environment, boolean terminal, Charset encoding) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The mode meant by {@link OutputMode#AUTO}; any other mode is its own. */
    public OutputMode resolve(OutputMode asked) {
        if (asked != OutputMode.AUTO) {
            return asked;
        }
        return terminal && !continuousIntegration() && !dumb() ? OutputMode.TTY : OutputMode.PLAIN;
    }

    /** NO_COLOR wins over everything; FORCE_COLOR and CLICOLOR_FORCE give colour to what is no terminal. */
    public Look look() {
        return new Look(coloured(), unicode());
    }

    /** COLUMNS, where it is set to a number; else 0. */
    int columns() {
        try {
            return Integer.max(0, Integer.parseInt(value("COLUMNS")));
        } catch (NumberFormatException unset) {
            return 0;
        }
    }

    private boolean coloured() {
        if (!value("NO_COLOR").isEmpty()) {
            return false;
        }
        if (switchedOn("FORCE_COLOR") || switchedOn("CLICOLOR_FORCE")) {
            return true;
        }
        return terminal && !dumb() && !value("CLICOLOR").equals("0");
    }

    private boolean unicode() {
        String name = encoding.name().toUpperCase(Locale.ROOT);
        boolean console = value("TERM").equals("linux") || dumb();
        return name.startsWith("UTF") && !(terminal && console);
    }

    private boolean dumb() {
        return value("TERM").equals("dumb");
    }

    private boolean continuousIntegration() {
        return switchedOn("CI");
    }

    private boolean switchedOn(String name) {
        String value = value(name).toLowerCase(Locale.ROOT);
        return !value.isEmpty() && !value.equals("0") && !value.equals("false");
    }

    private String value(String name) {
        return environment.getOrDefault(name, "");
    }
}
