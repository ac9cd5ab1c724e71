package dev.slipway.nightly.timer;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A crontab with and without the lines of an errand, which stand between two marks; what others wrote is left as it is, byte
 * by byte. Percent signs are cron's line breaks, so they are escaped. Debian's cron takes commands of at most 998 characters,
 * which is why a script has the rest. All texts are bytes, as {@link Programs} has them.
 *
 * <p>One line is for the time itself. The other asks every hour whether a night is due: that makes up for one while the
 * machine was off or asleep.
 */
record Crontab(Errand errand) {
    private static final int CATCH_UP = 17;

    private String mark() {
        return "# slipway nightly " + errand.pipeline() + " " + errand.mark();
    }

    private String command() {
        return "/bin/sh " + quoted(errand.launcher().toString());
    }

    List<String> lines() {
        String log = " >>" + quoted(errand.output().toString()) + " 2>&1";
        int minute = errand.at().getMinute();
        return List.of(
                mark() + " begins: " + Errand.note(),
                minute + " " + errand.at().getHour() + " * * * " + command() + " --if-due --scheduled" + log,
                Math.floorMod(minute + CATCH_UP, 60) + " * * * * " + command() + " --if-due" + log,
                mark() + " ends");
    }

    private static String quoted(String path) {
        return Programs.bytes(Errand.quoted(path).replace("%", "\\%"));
    }

    boolean in(String text) {
        return text.lines().anyMatch(this::ours);
    }

    /** The text with these lines in it once: in the old ones' place, or at its end. */
    String with(String text) {
        StringBuilder before = new StringBuilder();
        for (String line : whole(text)) {
            if (ours(line)) {
                break;
            }
            before.append(line);
        }
        if (!before.isEmpty() && before.charAt(before.length() - 1) != '\n') {
            before.append('\n');
        }
        String rest = without(text);
        return before + String.join("\n", lines()) + "\n" + rest.substring(Math.min(rest.length(), before.length()));
    }

    /** The text without them, whoever has moved them about. */
    String without(String text) {
        return whole(text).stream().filter(line -> !ours(line)).collect(Collectors.joining());
    }

    /** The lines with their ends. */
    private static List<String> whole(String text) {
        return Pattern.compile("(?<=\n)").splitAsStream(text).toList();
    }

    private boolean ours(String line) {
        return line.startsWith(mark() + " begins")
                || line.startsWith(mark() + " ends")
                || line.contains(command() + " ");
    }
}
