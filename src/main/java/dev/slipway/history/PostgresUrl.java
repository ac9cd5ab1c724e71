package dev.slipway.history;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a PostgreSQL database, taken apart: {@code bare} holds no user and no password, {@code properties} hold what it
 * said of them, in the form {@code //user:password@host/} or {@code ?user=…&password=…}.
 */
record PostgresUrl(String bare, Map<String, String> properties) {
    private static final Pattern WHO = Pattern.compile("^(jdbc:postgresql://)([^/?]*)@(.*)$");
    private static final String HOST = "(?:\\[[^\\[\\]]*]|[^:,\\[\\]]*)(?::\\d*)?";
    /** What may be told: no colon but before a port, and no sign of a user. */
    private static final Pattern TOLD =
            Pattern.compile("jdbc:postgresql://" + HOST + "(?:," + HOST + ")*(?:/.*)?|jdbc:postgresql:[^:]*");

    private static final String PASSWORD = "password";
    private static final String USER = "user";

    PostgresUrl {
        properties = Map.copyOf(properties);
    }

    /**
     * @throws IllegalArgumentException when a part of the password might stand where it is told: it does not repeat the URL
     */
    static PostgresUrl of(String url, Map<String, String> environment) {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, USER, environment.getOrDefault("PGUSER", ""));
        put(properties, PASSWORD, environment.getOrDefault("PGPASSWORD", ""));
        String rest = url;
        Matcher who = WHO.matcher(url);
        if (who.matches()) {
            String[] names = who.group(2).split(":", 2);
            put(properties, USER, decoded(names[0]));
            put(properties, PASSWORD, names.length > 1 ? decoded(names[1]) : "");
            rest = who.group(1) + who.group(3);
        }
        int question = rest.indexOf('?');
        refuseStrays(question < 0 ? rest : rest.substring(0, question));
        if (question < 0) {
            return new PostgresUrl(rest, properties);
        }
        List<String> others = new ArrayList<>();
        for (String part : rest.substring(question + 1).split("&", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2 && (pair[0].equals(USER) || pair[0].equals(PASSWORD))) {
                put(properties, pair[0], decoded(pair[1]));
            } else if (part.contains("@")) {
                throw unclear();
            } else if (!part.isEmpty()) {
                others.add(part);
            }
        }
        String query = others.isEmpty() ? "" : "?" + String.join("&", others);
        return new PostgresUrl(rest.substring(0, question) + query, properties);
    }

    /** A password with a slash in it would end as a port and the name of a database. */
    private static void refuseStrays(String told) {
        if (told.contains("@") || !TOLD.matcher(told).matches()) {
            throw unclear();
        }
    }

    private static IllegalArgumentException unclear() {
        return new IllegalArgumentException("it cannot be told where its user and password end and its host begins."
                + " Maybe write / in them as %2F, ? as %3F and @ as %40.");
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value);
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException plain) {
            return text;
        }
    }

    String password() {
        return properties.getOrDefault(PASSWORD, "");
    }

    /** Without what follows the question mark: other properties can be secrets too. */
    String shown() {
        int question = bare.indexOf('?');
        return question < 0 ? bare : bare.substring(0, question);
    }

    String hide(String message) {
        String password = password();
        return password.isEmpty() ? message : message.replace(password, "***");
    }

    @Override
    public String toString() {
        return shown();
    }
}
