package dev.slipway.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The {@code --name=value} words at the start of an instruction, as BuildKit takes them off and accepts them. */
final class BuilderFlags {
    private enum Kind {
        SWITCH,
        VALUE,
        VALUES
    }

    private static final Map<String, Kind> NONE = Map.of();
    private static final Map<String, Map<String, Kind>> KNOWN = Map.of(
            "FROM",
            Map.of("platform", Kind.VALUE),
            "RUN",
            Map.of(
                    "mount", Kind.VALUES,
                    "network", Kind.VALUE,
                    "security", Kind.VALUE,
                    "device", Kind.VALUES),
            "COPY",
            Map.of(
                    "chown", Kind.VALUE,
                    "from", Kind.VALUE,
                    "chmod", Kind.VALUE,
                    "link", Kind.SWITCH,
                    "exclude", Kind.VALUES,
                    "parents", Kind.SWITCH),
            "ADD",
            Map.of(
                    "chown", Kind.VALUE,
                    "chmod", Kind.VALUE,
                    "link", Kind.SWITCH,
                    "keep-git-dir", Kind.SWITCH,
                    "checksum", Kind.VALUE,
                    "unpack", Kind.SWITCH,
                    "exclude", Kind.VALUES),
            "HEALTHCHECK",
            Map.of(
                    "interval", Kind.VALUE,
                    "timeout", Kind.VALUE,
                    "start-period", Kind.VALUE,
                    "start-interval", Kind.VALUE,
                    "retries", Kind.VALUE));

    /** Their flags are taken off and never looked at. */
    private static final Set<String> CARELESS = Set.of("ARG", "STOPSIGNAL");

    private BuilderFlags() {}

    /** Moves the flags at the start of {@code text} into {@code flags}; what is left is returned. */
    static String take(String text, char escape, List<String> flags) {
        int at = 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (!text.startsWith("--", at)) {
                return text.substring(at);
            }
            StringBuilder flag = new StringBuilder();
            at = word(text, at, escape, flag);
            if (flag.toString().equals("--")) {
                return text.substring(at).strip();
            }
            flags.add(flag.toString());
        }
    }

    private static int word(String text, int start, char escape, StringBuilder word) {
        char quote = 0;
        int at = start;
        while (at < text.length()) {
            char unit = text.charAt(at);
            if (quote == 0 && Character.isWhitespace(unit)) {
                return at;
            }
            at++;
            if (unit == quote) {
                quote = 0;
            } else if (quote == 0 && (unit == '"' || unit == '\'')) {
                quote = unit;
            } else if (unit != escape) {
                word.append(unit);
            } else if (at < text.length()) {
                word.append(text.charAt(at++));
            }
        }
        return at;
    }

    static Instruction.Flag read(String flag) {
        int equals = flag.indexOf('=');
        return equals < 0
                ? new Instruction.Flag(flag.substring(2), "")
                : new Instruction.Flag(flag.substring(2, equals), flag.substring(equals + 1));
    }

    /** What is wrong with the flags of an instruction, in words. */
    static Optional<String> fault(String keyword, List<String> flags) {
        if (CARELESS.contains(keyword)) {
            return Optional.empty();
        }
        Map<String, Kind> known = KNOWN.getOrDefault(keyword, NONE);
        List<String> seen = new ArrayList<>();
        for (String text : flags) {
            Instruction.Flag flag = read(text);
            Kind kind = known.get(flag.name());
            boolean bare = text.indexOf('=') < 0;
            if (kind == null) {
                return Optional.of(
                        known.isEmpty()
                                ? "%s takes no flag, and has '--%s'.".formatted(keyword, flag.name())
                                : "%s has no flag '--%s'; it has --%s."
                                        .formatted(
                                                keyword,
                                                flag.name(),
                                                String.join(", --", new TreeSet<>(known.keySet()))));
            }
            if (kind != Kind.VALUES && seen.contains(flag.name())) {
                return Optional.of("%s has the flag '--%s' twice.".formatted(keyword, flag.name()));
            }
            if (kind == Kind.SWITCH ? !bare && flag.value().isEmpty() : bare) {
                return Optional.of("%s --%s has no value.".formatted(keyword, flag.name()));
            }
            if (kind == Kind.SWITCH
                    && !bare
                    && !Set.of("true", "false").contains(flag.value().toLowerCase(Locale.ROOT))) {
                return Optional.of("%s --%s is true or false, not '%s'.".formatted(keyword, flag.name(), flag.value()));
            }
            seen.add(flag.name());
        }
        return Optional.empty();
    }
}
