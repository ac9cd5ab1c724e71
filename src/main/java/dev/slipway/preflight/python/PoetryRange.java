package dev.slipway.preflight.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Poetry's way of writing versions, put into pip's: {@code ^1.2} is {@code >=1.2,<2}, {@code 1.2} alone is {@code ==1.2}. */
final class PoetryRange {
    private static final Pattern OR = Pattern.compile("\\s*\\|\\|?\\s*");
    private static final Pattern AFTER_SIGN = Pattern.compile("([=<>!~^])\\s+");
    private static final Pattern AND = Pattern.compile("[\\s,]+");

    private PoetryRange() {}

    /** Empty where pip has no words for it, which is {@code ||}. */
    static Optional<String> clauses(String text) {
        List<String> choices = choices(text);
        return choices.size() == 1 ? Optional.of(choices.getFirst()) : Optional.empty();
    }

    /** One for each side of {@code ||}; an empty one lets everything in. */
    static List<String> choices(String text) {
        return OR.splitAsStream(text.strip()).map(PoetryRange::all).toList();
    }

    /** A blank between two clauses is as good as a comma. */
    private static String all(String choice) {
        List<String> clauses = new ArrayList<>();
        for (String part : AND.split(AFTER_SIGN.matcher(choice).replaceAll("$1"), -1)) {
            clause(part).ifPresent(clauses::add);
        }
        return String.join(",", clauses);
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
