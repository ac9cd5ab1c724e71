package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.slipway.knowledge.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The evidence's text, made fit for reading: message first, then the lines, cleaned, numbered as they came, each with
 * its standing. {@code distribution} is the base's, where the text betrays it; {@code marked} says that the CI itself
 * marked a line as an error.
 */
record Transcript(List<Line> lines, @Nullable EchoedExit echoed, @Nullable Distribution distribution, boolean marked) {
    private static final String ERROR_MARK = "##[error]";

    private static final int MOST_LINES = 20_000;
    private static final Pattern ECHOED_EXIT = Pattern.compile(
            "(?:did not complete successfully: exit code: |returned a non-zero code: |^(?:ERROR: )?executor failed running .*: exit code: |while running runtime: exit status |waiting for process to exit: exit status )(\\d{1,3})");
    private static final Clue ALPINE = Clue.of(
            "\\bapk (?:add|update|upgrade|--)|/APKINDEX|\\bmusl\\b|-alpine\\b|:alpine\\b|^\\(\\d+/\\d+\\) Installing ");
    private static final Clue DEBIAN = Clue.of(
            "\\bapt(?:-get)? (?:update|install|-)|^(?:Get|Hit|Ign|Err):\\d+ |^Setting up |x86_64-linux-gnu/|dpkg|-slim\\b|-(?:bookworm|bullseye|buster|trixie|jammy|noble)\\b");

    static Transcript of(String message, BuildLog log, Harmless harmless) {
        List<Line> lines = new ArrayList<>();
        message.lines().limit(MOST_LINES).forEach(raw -> add(lines, 0, raw));
        log.lines().forEach(raw -> add(lines, raw.number(), raw.text()));
        List<Line> marked = harmless.mark(Steps.mark(lines));
        boolean error = log.lines().stream().anyMatch(Transcript::markedAsError);
        List<Line> joined = Wrapped.joined(Continued.joined(marked));
        return new Transcript(joined, exitIn(joined), distributionOf(lines), error);
    }

    /** An exit code that the builder itself names, and the line in which it does. */
    record EchoedExit(int code, Line line) {}

    /** What a rule may rest on. */
    List<Line> witnesses() {
        return lines.stream().filter(line -> !line.aside()).toList();
    }

    /** The exit code that the builder itself names in the text, where the evidence brought none. */
    Optional<Integer> exit() {
        return Optional.ofNullable(echoed).map(EchoedExit::code);
    }

    /** As a layer around the line, which the cleaner takes off; elsewhere it is a word that some command prints. */
    private static boolean markedAsError(BuildLog.Raw raw) {
        return raw.text().contains(ERROR_MARK)
                && Cleaner.clean(raw.text()).stream()
                        .noneMatch(cleaned -> cleaned.text().contains(ERROR_MARK));
    }

    private static void add(List<Line> lines, int number, String raw) {
        for (Cleaner.Cleaned cleaned : Cleaner.clean(raw)) {
            lines.add(Line.of(number, cleaned.step(), cleaned.text()));
        }
    }

    private static @Nullable Distribution distributionOf(List<Line> lines) {
        Witnesses whole = new Witnesses(lines);
        boolean alpine = whole.hold(ALPINE);
        boolean debian = whole.hold(DEBIAN);
        if (alpine == debian) {
            return null;
        }
        return alpine ? Distribution.ALPINE : Distribution.DEBIAN;
    }

    private static @Nullable EchoedExit exitIn(List<Line> lines) {
        for (int at = lines.size() - 1; at >= 0; at--) {
            String text = lines.get(at).text();
            if (text.contains("exit") || text.contains("non-zero code")) {
                Matcher matcher = ECHOED_EXIT.matcher(text);
                if (matcher.find()) {
                    return new EchoedExit(Integer.parseInt(matcher.group(1)), lines.get(at));
                }
            }
        }
        return null;
    }
}
