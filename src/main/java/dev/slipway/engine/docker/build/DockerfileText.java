package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildOutcome.DockerfileLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Dockerfile's instructions and the lines that they begin on; enough to find a failing step again. */
final class DockerfileText {
    private static final Pattern PARSE_ERROR = Pattern.compile("(?i)parse error(?: on)? line ([0-9]{1,6})");
    private static final Pattern BUILDKIT_STEP = Pattern.compile("^\\[[^\\]]*\\] (.+)$", Pattern.DOTALL);
    private static final Pattern CLASSIC_STEP =
            Pattern.compile("(?i)^step ([0-9]{1,6})/[0-9]{1,6} ?: .*", Pattern.DOTALL);
    private static final Pattern HEREDOC = Pattern.compile("<<-?[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?");
    private static final Pattern ESCAPE = Pattern.compile("(?i)^#\\s*escape\\s*=\\s*`\\s*$");

    private final List<String> lines;
    private final List<Instruction> instructions;

    private record Instruction(int line, String text) {}

    DockerfileText(String text) {
        this.lines = text.lines().toList();
        this.instructions = instructions(lines);
    }

    /** The line of a step, by the name that the builder gave it. */
    Optional<DockerfileLine> ofStep(String name) {
        Matcher classic = CLASSIC_STEP.matcher(name);
        if (classic.matches()) {
            int number = Integer.parseInt(classic.group(1));
            return number >= 1 && number <= instructions.size()
                    ? at(instructions.get(number - 1).line())
                    : Optional.empty();
        }
        Matcher buildkit = BUILDKIT_STEP.matcher(name);
        if (!buildkit.matches()) {
            return Optional.empty();
        }
        String wanted = normal(buildkit.group(1));
        return instructions.stream()
                .filter(instruction -> normal(instruction.text()).equals(wanted))
                .findFirst()
                .flatMap(instruction -> at(instruction.line()));
    }

    /** The line that a parser complained of. */
    Optional<DockerfileLine> ofComplaint(String message) {
        Matcher complaint = PARSE_ERROR.matcher(message);
        return complaint.find() ? at(Integer.parseInt(complaint.group(1))) : Optional.empty();
    }

    private Optional<DockerfileLine> at(int line) {
        return line >= 1 && line <= lines.size()
                ? Optional.of(new DockerfileLine(line, lines.get(line - 1).strip()))
                : Optional.empty();
    }

    private static List<Instruction> instructions(List<String> lines) {
        List<Instruction> found = new ArrayList<>();
        String escape =
                lines.stream().limit(5).anyMatch(line -> ESCAPE.matcher(line).matches()) ? "`" : "\\";
        int at = 0;
        while (at < lines.size()) {
            int begin = at;
            String line = lines.get(at++).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            StringBuilder text = new StringBuilder();
            boolean goesOn = append(text, line, escape);
            while (goesOn && at < lines.size()) {
                String next = lines.get(at++).strip();
                if (!next.isEmpty() && !next.startsWith("#")) {
                    goesOn = append(text.append(' '), next, escape);
                }
            }
            at = afterHeredocs(lines, at, text.toString());
            found.add(new Instruction(begin + 1, text.toString()));
        }
        return found;
    }

    /** @return whether the instruction goes on in the next line */
    private static boolean append(StringBuilder text, String line, String escape) {
        boolean goesOn = line.endsWith(escape);
        text.append(goesOn ? line.substring(0, line.length() - 1) : line);
        return goesOn;
    }

    private static int afterHeredocs(List<String> lines, int from, String instruction) {
        int at = from;
        if (instruction.regionMatches(true, 0, "RUN", 0, 3)
                || instruction.regionMatches(true, 0, "COPY", 0, 4)
                || instruction.regionMatches(true, 0, "ADD", 0, 3)) {
            Matcher heredoc = HEREDOC.matcher(instruction);
            while (heredoc.find()) {
                int end = at;
                while (end < lines.size() && !lines.get(end).strip().equals(heredoc.group(1))) {
                    end++;
                }
                // No end: then it was no heredoc but something of the shell's.
                at = end < lines.size() ? end + 1 : at;
            }
        }
        return at;
    }

    private static String normal(String instruction) {
        String text = instruction.replaceAll("\\s+", " ").strip();
        int space = text.indexOf(' ');
        return space < 0
                ? text.toUpperCase(Locale.ROOT)
                : text.substring(0, space).toUpperCase(Locale.ROOT) + text.substring(space);
    }
}
