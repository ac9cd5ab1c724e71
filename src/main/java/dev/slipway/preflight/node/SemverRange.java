package dev.slipway.preflight.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions as npm writes it: {@code ^1.2}, {@code ~1.2.3}, {@code 1.x}, {@code >=1 <2}, {@code 1 - 2},
 * {@code a || b}. Pre-releases compare by their numbers alone, which is near enough to tell a stale lock.
 */
public record SemverRange(List<List<Bound>> choices) {
    private static final Pattern PART = Pattern.compile(
            "(\\^|~|>=|<=|>|<|=)?\\s*v?(\\d{1,9}|x|X|\\*)(?:\\.(\\d{1,9}|x|X|\\*))?(?:\\.(\\d{1,9}|x|X|\\*))?(?:[-+][0-9A-Za-z.+-]*)?");
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?:[-+].*)?");

    /** From {@code low}, which belongs to it, to below {@code high}. */
    public record Bound(Numbers low, Numbers high) {}

    /** Three numbers of a version. */
    public record Numbers(int major, int minor, int patch) implements Comparable<Numbers> {
        static final Numbers ZERO = new Numbers(0, 0, 0);
        static final Numbers END = new Numbers(Integer.MAX_VALUE, 0, 0);

        @Override
        public int compareTo(Numbers other) {
            int order = Integer.compare(major, other.major);
            order = order != 0 ? order : Integer.compare(minor, other.minor);
            return order != 0 ? order : Integer.compare(patch, other.patch);
        }
    }

    /** Empty for what is no range: a tag, an address, a path, an alias. */
    public static Optional<SemverRange> parse(String text) {
        List<List<Bound>> choices = new ArrayList<>();
        for (String choice : text.strip().split("\\|\\|", -1)) {
            Optional<List<Bound>> bounds = all(choice.strip());
            if (bounds.isEmpty()) {
                return Optional.empty();
            }
            choices.add(bounds.get());
        }
        return Optional.of(new SemverRange(choices));
    }

    private static Optional<List<Bound>> all(String text) {
        if (text.isEmpty() || text.equals("*")) {
            return Optional.of(List.of(new Bound(Numbers.ZERO, Numbers.END)));
        }
        String[] ends = text.split("\\s+-\\s+", -1);
        String plain = ends.length == 2 ? ">=" + ends[0] + " <=" + ends[1] : text;
        List<Bound> bounds = new ArrayList<>();
        Matcher part = PART.matcher(plain);
        int at = 0;
        while (at < plain.length()) {
            if (plain.charAt(at) == ' ' || plain.charAt(at) == ',') {
                at++;
                continue;
            }
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            bounds.add(bound(part));
            at = part.end();
        }
        return Optional.of(bounds);
    }

    private static Bound bound(Matcher part) {
        String sign = part.group(1) == null ? "" : part.group(1);
        int given = 0;
        int[] numbers = new int[3];
        for (int i = 0; i < 3; i++) {
            String number = part.group(i + 2);
            if (number == null || number.matches("[xX*]")) {
                break;
            }
            numbers[i] = Integer.parseInt(number);
            given++;
        }
        Numbers low = new Numbers(numbers[0], numbers[1], numbers[2]);
        if (given == 0) {
            return new Bound(Numbers.ZERO, Numbers.END);
        }
        return switch (sign) {
            case "^" -> new Bound(low, next(low, Math.min(given - 1, numbers[0] > 0 ? 0 : numbers[1] > 0 ? 1 : 2)));
            case "~" -> new Bound(low, next(low, given == 1 ? 0 : 1));
            case ">=" -> new Bound(low, Numbers.END);
            case ">" -> new Bound(next(low, given - 1), Numbers.END);
            case "<" -> new Bound(Numbers.ZERO, low);
            case "<=" -> new Bound(Numbers.ZERO, next(low, given - 1));
            default -> new Bound(low, next(low, given - 1));
        };
    }

    private static Numbers next(Numbers low, int place) {
        return switch (place) {
            case 0 -> new Numbers(low.major() + 1, 0, 0);
            case 1 -> new Numbers(low.major(), low.minor() + 1, 0);
            default -> new Numbers(low.major(), low.minor(), low.patch() + 1);
        };
    }

    /** What is no version of three numbers is taken to be contained. */
    public boolean contains(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return true;
        }
        Numbers numbers = new Numbers(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        return choices.stream().anyMatch(bounds -> bounds.stream()
                .allMatch(bound -> bound.low().compareTo(numbers) <= 0 && numbers.compareTo(bound.high()) < 0));
    }

    /** Whether no version is in both. Errs towards no. */
    public boolean excludes(SemverRange other) {
        for (List<Bound> ours : choices) {
            for (List<Bound> theirs : other.choices) {
                Numbers low = Numbers.ZERO;
                Numbers high = Numbers.END;
                List<Bound> both = new ArrayList<>(ours);
                both.addAll(theirs);
                for (Bound bound : both) {
                    low = bound.low().compareTo(low) > 0 ? bound.low() : low;
                    high = bound.high().compareTo(high) < 0 ? bound.high() : high;
                }
                if (low.compareTo(high) < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
