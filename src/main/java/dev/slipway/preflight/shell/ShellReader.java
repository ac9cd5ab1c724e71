package dev.slipway.preflight.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Splits shell text into its commands, as far as that can be done without running it: brackets and keywords are passed
 * over, {@code sh -c} is looked into. Takes time linear in the text, and no text makes it throw.
 */
public final class ShellReader {
    private static final Set<String> KEYWORDS =
            Set.of("if", "then", "elif", "else", "fi", "while", "until", "do", "done", "!", "{", "}", "esac");
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "zsh");
    private static final int MAX_DEPTH = 3;

    private final String text;
    private final List<Command> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean open;
    private List<String> words = new ArrayList<>();
    private int depth;
    private boolean retrying;
    private int at;

    private ShellReader(String text) {
        this.text = text;
    }

    public static List<Command> read(String text) {
        return read(text, 0);
    }

    private static List<Command> read(String text, int depth) {
        List<Command> result = new ArrayList<>();
        for (Command command : new ShellReader(text).all()) {
            List<String> call = command.call();
            int script = SHELLS.contains(command.program()) ? scriptAt(call) : -1;
            if (script > 0 && depth < MAX_DEPTH) {
                result.addAll(read(call.get(script), depth + 1));
            } else {
                result.add(command);
            }
        }
        return List.copyOf(result);
    }

    private static int scriptAt(List<String> call) {
        for (int i = 1; i + 1 < call.size(); i++) {
            if (call.get(i).matches("-[a-z]*c")) {
                return i + 1;
            }
            if (!call.get(i).startsWith("-") && !call.get(i).equals("pipefail")) {
                return -1;
            }
        }
        return -1;
    }

    private List<Command> all() {
        while (at < text.length()) {
            char unit = text.charAt(at++);
            switch (unit) {
                case ' ', '\t', '\r' -> endWord();
                case '\n' -> end(Command.Link.THEN);
                case ';' -> end(Command.Link.THEN);
                case '(' -> {
                    end(Command.Link.THEN);
                    depth++;
                }
                case ')' -> {
                    end(Command.Link.THEN);
                    leave();
                }
                case '&' -> ampersand();
                case '|' -> end(follows('|') ? Command.Link.OR : Command.Link.PIPE);
                case '>', '<' -> redirection(unit);
                case '#' -> {
                    if (open) {
                        word.append(unit);
                    } else {
                        skipLine();
                    }
                }
                case '\\' -> escaped();
                case '\'' -> quoted('\'');
                case '"' -> quoted('"');
                case '`' -> keep('`');
                case '$' -> dollar();
                default -> append(unit);
            }
        }
        end(Command.Link.END);
        return commands;
    }

    private void append(char unit) {
        word.append(unit);
        open = true;
    }

    private boolean follows(char unit) {
        if (at < text.length() && text.charAt(at) == unit) {
            at++;
            return true;
        }
        return false;
    }

    private void ampersand() {
        if (follows('>')) {
            redirection('>');
        } else {
            end(follows('&') ? Command.Link.AND : Command.Link.THEN);
        }
    }

    private void skipLine() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void escaped() {
        if (at < text.length()) {
            char unit = text.charAt(at++);
            if (unit != '\n') {
                append(unit);
            }
        }
    }

    private void quoted(char quote) {
        open = true;
        while (at < text.length()) {
            char unit = text.charAt(at++);
            if (unit == quote) {
                return;
            }
            if (unit == '\\' && quote == '"' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0) {
                word.append(text.charAt(at++));
            } else {
                word.append(unit);
            }
        }
    }

    /** {@code $(…)} and {@code ${…}} stay as they are. */
    private void dollar() {
        append('$');
        if (at < text.length() && (text.charAt(at) == '(' || text.charAt(at) == '{')) {
            char opening = text.charAt(at);
            char closing = opening == '(' ? ')' : '}';
            int depth = 0;
            while (at < text.length()) {
                char unit = text.charAt(at++);
                word.append(unit);
                if (unit == opening) {
                    depth++;
                } else if (unit == closing && --depth == 0) {
                    return;
                }
            }
        }
    }

    private void keep(char end) {
        append(end);
        while (at < text.length()) {
            char unit = text.charAt(at++);
            word.append(unit);
            if (unit == end) {
                return;
            }
        }
    }

    /** Drops the sign, a number before it, and the file after it. */
    private void redirection(char sign) {
        if (word.toString().matches("[0-9]+")) {
            word.setLength(0);
            open = false;
        }
        endWord();
        while (at < text.length() && (text.charAt(at) == sign || text.charAt(at) == '&' || text.charAt(at) == '-')) {
            at++;
        }
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        while (at < text.length() && " \t\r\n;&|()".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    /** A bracket that closes nothing, as in a case, counts for nothing. */
    private void leave() {
        depth = Math.max(0, depth - 1);
    }

    private void endWord() {
        if (open) {
            words.add(word.toString());
        }
        word.setLength(0);
        open = false;
    }

    private void end(Command.Link link) {
        endWord();
        int first = 0;
        while (first < words.size() && KEYWORDS.contains(words.get(first))) {
            switch (words.get(first++)) {
                case "{" -> depth++;
                case "}" -> leave();
                case "else", "elif" -> relink(Command.Link.ELSE);
                case "until" -> retrying = true;
                case "while" ->
                    retrying = first < words.size() && words.get(first).equals("!");
                case "do" -> {
                    if (retrying) {
                        relink(Command.Link.RETRY);
                    }
                    retrying = false;
                }
                default -> {}
            }
        }
        Map<String, String> assignments = new LinkedHashMap<>();
        while (first < words.size() && Command.isAssignment(words.get(first))) {
            String assignment = words.get(first++);
            int equals = assignment.indexOf('=');
            assignments.put(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        if (first < words.size() || !assignments.isEmpty()) {
            commands.add(new Command(assignments, words.subList(first, words.size()), link, depth));
        } else if (!commands.isEmpty() && link != Command.Link.END && link != Command.Link.THEN) {
            // Behind a bracket: what links the bracket links its last command.
            relink(link);
        }
        words = new ArrayList<>();
    }

    private void relink(Command.Link link) {
        if (!commands.isEmpty()) {
            Command last = commands.removeLast();
            commands.add(new Command(last.assignments(), last.words(), link, last.depth()));
        }
    }
}
