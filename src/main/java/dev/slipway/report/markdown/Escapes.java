package dev.slipway.report.markdown;

import dev.slipway.report.PlainText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Foreign text in GitHub's Markdown: shown as it is, with no power over what stands around it. Pure. */
final class Escapes {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>#|~&$]|:(?=[\\w+-]+:)");
    /** What makes a list or a heading of a line that begins with it. */
    private static final Pattern OPENING = Pattern.compile("^([-+=]|\\d{1,9}(?=[.)]))");

    private static final Pattern TICKS = Pattern.compile("`+");
    /** Between a sign and a name: no one is to be called by a log. */
    private static final String NOTHING = "\u200b";

    private Escapes() {}

    /** In one line, anywhere, in a cell of a table too. */
    static String text(String told) {
        String line = PlainText.line(told);
        String shown = SPECIAL.matcher(line).replaceAll("\\\\$0").replace("@", "@" + NOTHING);
        return OPENING.matcher(shown).replaceFirst(NOTHING + "$1");
    }

    /** In one line, in the letters of code. */
    static String code(String told) {
        String line = PlainText.line(told);
        if (line.isEmpty()) {
            return "";
        }
        String ticks = "`".repeat(longestTicks(line) + 1);
        boolean edge = line.startsWith("`") || line.endsWith("`");
        return ticks + (edge ? " " : "") + line + (edge ? " " : "") + ticks;
    }

    /** In a cell of a table, where a bar parts cells in code too. */
    static String codeInTable(String told) {
        return code(told.replace('|', '¦'));
    }

    /** Lines as they are. */
    static String block(String lines) {
        String plain = PlainText.of(lines).stripTrailing();
        String fence = "`".repeat(Math.max(3, longestTicks(plain) + 1));
        return fence + "text\n" + plain + "\n" + fence + "\n";
    }

    private static int longestTicks(String text) {
        int longest = 0;
        Matcher ticks = TICKS.matcher(text);
        while (ticks.find()) {
            longest = Math.max(longest, ticks.end() - ticks.start());
        }
        return longest;
    }
}
