package dev.slipway.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far apart two versions are, as their authors most likely meant it. */
enum Step {
    MAJOR,
    CAME,
    WENT,
    MINOR,
    PATCH;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    /** Versions that begin with a year tell when, not what. */
    private static final int FIRST_YEAR = 1990;

    /** @param before empty when it came; {@code now} is empty when it went */
    static Step between(String before, String now) {
        if (before.isEmpty()) {
            return CAME;
        }
        if (now.isEmpty()) {
            return WENT;
        }
        List<Integer> one = numbers(before);
        List<Integer> other = numbers(now);
        if (!at(one, 0).equals(at(other, 0))) {
            return at(one, 0) >= FIRST_YEAR && at(other, 0) >= FIRST_YEAR ? MINOR : MAJOR;
        }
        if (!at(one, 1).equals(at(other, 1))) {
            // Before 1.0 the second number says what the first does later (semver.org, item 4).
            return at(one, 0) == 0 ? MAJOR : MINOR;
        }
        return PATCH;
    }

    /** The first numbers, without the epoch that Debian and Python may put before a version. */
    private static List<Integer> numbers(String version) {
        String plain = version.replaceFirst("^\\d+[:!]", "");
        List<Integer> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(plain);
        while (numbers.size() < 2 && number.find()) {
            numbers.add(Integer.parseInt(number.group()));
        }
        return numbers;
    }

    private static Integer at(List<Integer> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
