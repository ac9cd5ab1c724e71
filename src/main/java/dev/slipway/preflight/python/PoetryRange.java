package dev.slipway.preflight.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Poetry's way of writing versions, put into pip's: {@code ^1.2} is {@code >=1.2,<2}, {@code 1.2} alone is {@code ==1.2}. */
final class PoetryRange {
    private PoetryRange() {}

    /** Empty where pip has no words for it, such as {@code ||}. */
    static Optional<String> clauses(String text) {
        if (text.contains("|")) {
            return Optional.empty();
        }
        List<String> clauses = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            clause(part.strip()).ifPresent(clauses::add);
        }
        return Optional.of(String.join(",", clauses));
    }

    private static Optional<String> clause(String part) {
        if (part.isEmpty() || part.equals("*")) {
            return Optional.empty();
        }
        String version = part.substring(1).strip();
        return Optional.of(
                switch (part.charAt(0)) {
                    case '^' -> ">=" + version + ",<" + next(version, false);
                    case '~' -> part.startsWith("~=") ? part : ">=" + version + ",<" + next(version, true);
                    case '=', '<', '>', '!' -> part;
                    default -> "==" + part;
                });
    }

    /** A caret moves on the first number that is not 0, a tilde the second where there is one. */
    private static String next(String version, boolean tilde) {
        String[] numbers = version.replaceAll("[^0-9.].*", "").split("\\.", -1);
        int at = 0;
        while (!tilde && at < numbers.length - 1 && numbers[at].equals("0")) {
            at++;
        }
        if (tilde && numbers.length > 1) {
            at = 1;
        }
        List<String> next = new ArrayList<>(List.of(numbers).subList(0, at));
        String last = numbers[at];
        next.add(last.matches("\\d{1,9}") ? Integer.toString(Integer.parseInt(last) + 1) : "0");
        return String.join(".", next);
    }
}
