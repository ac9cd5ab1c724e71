package dev.slipway.dotenv;

import dev.slipway.dotenv.EnvFile.Line;
import dev.slipway.dotenv.EnvFile.Mistake;
import dev.slipway.dotenv.EnvFile.Reading;
import dev.slipway.model.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pass over the text of an env file. What stands without quotes ends at the line's end or before {@code " #"}, and
 * is stripped; single quotes hold everything as it is; double quotes know {@code \n}, {@code \r}, {@code \t},
 * {@code \"}, {@code \\} and {@code \$}. Quoted text may go over several lines. A dollar sign is one: nothing is put in
 * its place, or a password that holds one would arrive as another.
 */
final class EnvText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");
    private static final Pattern EXPORT = Pattern.compile("export[ \\t]+(?=[A-Za-z_])");
    private static final int LONGEST_NAME = 255;
    private static final int MOST_MISTAKES = 100;

    private final String text;
    private final String file;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<Mistake> mistakes = new ArrayList<>();
    private int at;
    private int line = 1;
    private int begin;

    EnvText(String text, String file) {
        String whole = text.replace("\r\n", "\n").replace('\r', '\n');
        this.text = !whole.isEmpty() && whole.charAt(0) == BYTE_ORDER_MARK ? whole.substring(1) : whole;
        this.file = file;
    }

    Reading read() {
        while (at < text.length() && mistakes.size() < MOST_MISTAKES) {
            begin = at;
            line();
        }
        return mistakes.isEmpty() ? new Reading.Read(new EnvFile(file, lines)) : new Reading.Refused(mistakes);
    }

    private void line() {
        blanks();
        if (!atEnd() && text.charAt(at) != '#') {
            entry();
        }
        skipLine();
    }

    private void entry() {
        int number = line;
        Matcher export = EXPORT.matcher(text).region(at, text.length());
        if (export.lookingAt()) {
            at = export.end();
        }
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (!name.lookingAt() || name.end() - at > LONGEST_NAME) {
            mistake("here a variable's name is wanted, such as DB_HOST", "");
            return;
        }
        at = name.end();
        blanks();
        if (atEnd() || text.charAt(at) != '=') {
            // The word itself is not repeated: it may be a value whose name was forgotten.
            mistake("here a '=' is wanted after the name", "Maybe write NAME=VALUE, or '#' before a comment.");
            return;
        }
        at++;
        blanks();
        StringBuilder value = new StringBuilder();
        if (value(value)) {
            if (value.indexOf("\0") >= 0) {
                mistake("the value of '" + name.group() + "' holds a NUL character", "");
            } else {
                lines.put(name.group(), new Line(value.toString(), number));
            }
        }
    }

    /** Whether there is one; what is wrong with it has been told. */
    private boolean value(StringBuilder value) {
        if (atEnd()) {
            return true;
        }
        char first = text.charAt(at);
        return (first == '\'' || first == '"') ? quoted(first, value) : bare(value);
    }

    private boolean bare(StringBuilder value) {
        int from = at;
        while (!atEnd() && !(text.charAt(at) == '#' && isBlank(text.charAt(at - 1)))) {
            at++;
        }
        value.append(text.substring(from, at).strip());
        return true;
    }

    private boolean quoted(char quote, StringBuilder value) {
        int opened = at;
        int openedIn = line;
        int openedBegin = begin;
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char letter = text.charAt(at);
            if (letter == '\\' && quote == '"' && at + 1 < text.length()) {
                value.append(escaped(text.charAt(at + 1)));
                at++;
                letter = text.charAt(at);
            } else {
                value.append(letter);
            }
            at++;
            if (letter == '\n') {
                line++;
                begin = at;
            }
        }
        if (at >= text.length()) {
            // The lines after it are not looked at: they may be what the quotes hold.
            mistakes.add(new Mistake(
                    new Origin(file, openedIn, opened - openedBegin + 1),
                    "the quote " + quote + " that opens here is not closed",
                    ""));
            return false;
        }
        at++;
        int closed = at;
        blanks();
        boolean comment = !atEnd() && text.charAt(at) == '#' && at > closed;
        if (!atEnd() && !comment) {
            mistake("after the closing quote only a comment may stand", "Maybe write '\\\"' for a quote inside.");
            return false;
        }
        return true;
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case '"', '\\', '$' -> String.valueOf(letter);
            default -> "\\" + letter;
        };
    }

    private boolean atEnd() {
        return at >= text.length() || text.charAt(at) == '\n';
    }

    private void blanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char letter) {
        return letter == ' ' || letter == '\t';
    }

    private void skipLine() {
        while (!atEnd()) {
            at++;
        }
        at++;
        line++;
    }

    private void mistake(String sentence, String advice) {
        mistakes.add(new Mistake(new Origin(file, line, at - begin + 1), sentence, advice));
    }
}
