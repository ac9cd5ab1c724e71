package dev.slipway.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as people write them: 1500MB, 64KiB. KB, MB, GB count in thousands; KiB, MiB, GiB in 1024s. */
public final class ByteSize {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,3}))?\\s?(B|[KMGT]i?B?)?", Pattern.CASE_INSENSITIVE);
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private ByteSize() {}

    /** @throws IllegalArgumentException with a sentence for the author when the text is no amount */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size, such as 1500MB or 2GiB");
        }
        String unit = matcher.group(3) == null ? "B" : matcher.group(3).toUpperCase(Locale.ROOT);
        long base = unit.contains("I") ? 1024 : 1000;
        long factor = 1;
        for (int i = "BKMGT".indexOf(unit.charAt(0)); i > 0; i--) {
            factor *= base;
        }
        String decimals = matcher.group(2) == null ? "" : matcher.group(2);
        long thousandths = Long.parseLong((decimals + "000").substring(0, 3));
        try {
            return Math.addExact(
                    Math.multiplyExact(Long.parseLong(matcher.group(1)), factor), thousandths * factor / 1000);
        } catch (ArithmeticException tooMuch) {
            throw new IllegalArgumentException("'" + text + "' is more bytes than can be counted", tooMuch);
        }
    }

    /** Three figures at the most, in thousands: {@code 431 MB}, {@code 1.2 GB}. */
    public static String print(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 || value >= 9.95
                ? String.format(Locale.ROOT, "%.0f %s", value, UNITS[unit])
                : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }
}
