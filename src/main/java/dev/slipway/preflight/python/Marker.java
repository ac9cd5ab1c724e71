package dev.slipway.preflight.python;

import dev.slipway.model.VersionRange;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition after {@code ;}, asked for Linux and a Python that may not be known. */
public final class Marker {
    private static final Pattern COMPARISON =
            Pattern.compile("(\\w+)\\s*(==|!=|>=|<=|>|<|~=|===)\\s*['\"]([^'\"]*)['\"]");
    private static final Map<String, String> LINUX = Map.of(
            "sys_platform", "linux",
            "platform_system", "Linux",
            "os_name", "posix",
            "platform_python_implementation", "CPython",
            "implementation_name", "cpython");

    /** What a condition comes to. */
    public enum Answer {
        YES,
        NO,
        /** It asks for something that is not known here. */
        UNKNOWN
    }

    private Marker() {}

    public static Answer of(String marker, @Nullable String python) {
        if (marker.isBlank()) {
            return Answer.YES;
        }
        if (marker.contains("(")) {
            return Answer.UNKNOWN;
        }
        Answer any = Answer.NO;
        for (String choice : marker.split("\\s+or\\s+", -1)) {
            Answer all = Answer.YES;
            for (String clause : choice.split("\\s+and\\s+", -1)) {
                Answer one = clause(clause.strip(), python);
                all = all == Answer.NO || one == Answer.NO ? Answer.NO : all == Answer.UNKNOWN ? all : one;
            }
            any = any == Answer.YES || all == Answer.YES ? Answer.YES : any == Answer.UNKNOWN ? any : all;
        }
        return any;
    }

    private static Answer clause(String clause, @Nullable String python) {
        Matcher matcher = COMPARISON.matcher(clause);
        if (!matcher.matches()) {
            return Answer.UNKNOWN;
        }
        String known = matcher.group(1).equals("python_version") ? python : LINUX.get(matcher.group(1));
        if (known == null) {
            return Answer.UNKNOWN;
        }
        try {
            return holds(known, matcher.group(2), matcher.group(3)) ? Answer.YES : Answer.NO;
        } catch (IllegalArgumentException noVersion) {
            return Answer.UNKNOWN;
        }
    }

    /** @throws IllegalArgumentException where the text is no version and yet to be ordered */
    private static boolean holds(String known, String sign, String wanted) {
        String clause = sign.equals("===") ? "==" : sign;
        if (known.matches("[0-9.]+") && wanted.matches("[0-9.]+(\\.\\*)?")) {
            return VersionRange.parse(clause + wanted).contains(known);
        }
        return switch (clause) {
            case "==" -> known.equals(wanted);
            case "!=" -> !known.equals(wanted);
            default -> throw new IllegalArgumentException(sign);
        };
    }
}
