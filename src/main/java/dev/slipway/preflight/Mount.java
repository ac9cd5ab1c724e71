package dev.slipway.preflight;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The value of a {@code --mount} flag. Keys are in small letters; a key without a value has {@code true}. */
public record Mount(Map<String, String> options) {
    public Mount {
        options = Map.copyOf(options);
    }

    static Mount parse(String value) {
        Map<String, String> options = new LinkedHashMap<>();
        int start = 0;
        while (start <= value.length()) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            String option = value.substring(start, end).strip();
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals).toLowerCase(Locale.ROOT), option.substring(equals + 1));
            } else if (!option.isEmpty()) {
                options.put(option.toLowerCase(Locale.ROOT), "true");
            }
            start = end + 1;
        }
        return new Mount(options);
    }

    public String type() {
        return options.getOrDefault("type", "bind");
    }

    public Optional<String> from() {
        return Optional.ofNullable(options.get("from")).filter(name -> !name.isEmpty());
    }

    public Optional<String> source() {
        return first("source", "src");
    }

    public Optional<String> target() {
        return first("target", "dst", "destination");
    }

    /** A secret's id, as BuildKit finds it: {@code source} goes before {@code id}, and the target's last part comes last. */
    public String secretId() {
        return source().or(() -> first("id")).orElseGet(() -> {
            String target = target().orElse("");
            return target.substring(target.lastIndexOf('/') + 1);
        });
    }

    /** The id of an ssh agent: {@code default} unless it says another. */
    public String agentId() {
        return first("id").orElse("default");
    }

    public boolean required() {
        return "true".equalsIgnoreCase(options.getOrDefault("required", "false"));
    }

    private Optional<String> first(String... names) {
        for (String name : names) {
            String value = options.get(name);
            if (value != null && !value.isEmpty()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
