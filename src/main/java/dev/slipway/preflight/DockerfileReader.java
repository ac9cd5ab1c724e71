package dev.slipway.preflight;

import dev.slipway.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the text of a Dockerfile into stages of instructions, and into problems what cannot be one. */
final class DockerfileReader {
    private static final Set<String> KEYWORDS = Set.of(
            "ADD",
            "ARG",
            "CMD",
            "COPY",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "FROM",
            "HEALTHCHECK",
            "LABEL",
            "MAINTAINER",
            "ONBUILD",
            "RUN",
            "SHELL",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final Set<String> WITH_FLAGS = Set.of("ADD", "COPY", "FROM", "HEALTHCHECK", "RUN");
    private static final Set<String> WITH_JSON = Set.of("ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME");
    private static final Set<String> WITH_HEREDOC = Set.of("ADD", "COPY", "RUN");

    private static final int MAX_STAGES = 1000;

    private final DockerfileLines lines;
    private final String file;
    private final List<SyntaxProblem> problems = new ArrayList<>();
    private final List<Instruction> global = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();

    private @Nullable Instruction from;
    private List<Instruction> current = new ArrayList<>();

    DockerfileReader(String text, String file) {
        this.lines = new DockerfileLines(text);
        this.file = file;
    }

    Dockerfile read() {
        for (Optional<DockerfileLines.Joined> line = lines.next(); line.isPresent(); line = lines.next()) {
            instruction(line.get()).ifPresent(this::place);
            if (stages.size() == MAX_STAGES) {
                problem(line.get().first(), "the file has more than %d stages.".formatted(MAX_STAGES));
                break;
            }
        }
        endStage();
        if (stages.isEmpty()) {
            problem(1, "the file has no FROM.");
        }
        return new Dockerfile(new Origin(file, 1, 1), lines, global, stages, problems);
    }

    private void problem(int line, String sentence) {
        problems.add(new SyntaxProblem(new Origin(file, line, 1), sentence));
    }

    private Optional<Instruction> instruction(DockerfileLines.Joined joined) {
        String line = joined.text();
        int end = 0;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        String keyword = line.substring(0, end).toUpperCase(Locale.ROOT);
        if (!KEYWORDS.contains(keyword)) {
            problem(joined.first(), "unknown instruction '%s'.".formatted(shortened(line.substring(0, end))));
            return Optional.empty();
        }
        List<Instruction.Flag> flags = new ArrayList<>();
        String all = line.substring(end).strip();
        String text = WITH_FLAGS.contains(keyword) ? takeFlags(all, flags) : all;
        if (text.isEmpty()) {
            problem(joined.first(), keyword + " needs at least one argument.");
            return Optional.empty();
        }
        List<Instruction.Heredoc> heredocs = heredocs(keyword, text, joined.first());
        Optional<List<String>> json = WITH_JSON.contains(keyword) ? Words.json(text) : Optional.empty();
        int last = heredocs.isEmpty() ? joined.last() : lines.lastRead();
        return Optional.of(new Instruction(
                keyword,
                text,
                flags,
                json.orElseGet(() -> split(keyword, text)),
                json.isPresent(),
                heredocs,
                new Instruction.Lines(joined.first(), last)));
    }

    private List<String> split(String keyword, String text) {
        return switch (keyword) {
            case "ARG", "ENV", "LABEL" -> Words.quoted(text, lines.escape());
            default -> Words.atBlanks(text);
        };
    }

    private static String takeFlags(String text, List<Instruction.Flag> flags) {
        int at = 0;
        while (text.startsWith("--", at)) {
            int end = at;
            char quote = 0;
            while (end < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(end)))) {
                char unit = text.charAt(end);
                if (quote == 0 && (unit == '"' || unit == '\'')) {
                    quote = unit;
                } else if (unit == quote) {
                    quote = 0;
                }
                end++;
            }
            String flag = text.substring(at + 2, end);
            at = end;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            if (flag.isEmpty()) {
                break;
            }
            int equals = flag.indexOf('=');
            String value = equals < 0 ? "" : flag.substring(equals + 1).replace("\"", "");
            flags.add(new Instruction.Flag(equals < 0 ? flag : flag.substring(0, equals), value));
        }
        return text.substring(at);
    }

    private List<Instruction.Heredoc> heredocs(String keyword, String text, int line) {
        if (!WITH_HEREDOC.contains(keyword) || !text.contains("<<") || text.startsWith("[")) {
            return List.of();
        }
        List<Instruction.Heredoc> heredocs = new ArrayList<>();
        for (String word : Words.quoted(text, lines.escape())) {
            int marker = 0;
            while (marker < word.length() && Character.isDigit(word.charAt(marker))) {
                marker++;
            }
            if (!word.startsWith("<<", marker)) {
                continue;
            }
            boolean chomp = word.startsWith("<<-", marker);
            String name = unquoted(word.substring(marker + (chomp ? 3 : 2)));
            if (name.isEmpty() || name.indexOf('<') >= 0) {
                continue;
            }
            Optional<String> body = lines.heredoc(name, chomp);
            if (body.isEmpty()) {
                problem(
                        line,
                        "the document '<<%s' is never closed by a line '%s'."
                                .formatted(shortened(name), shortened(name)));
            }
            heredocs.add(new Instruction.Heredoc(name, body.orElse("")));
        }
        return heredocs;
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 1
                && (word.charAt(0) == '"' || word.charAt(0) == '\'')
                && word.charAt(word.length() - 1) == word.charAt(0);
        return quoted ? word.substring(1, word.length() - 1) : word;
    }

    private void place(Instruction instruction) {
        if (instruction.is("FROM")) {
            endStage();
            startStage(instruction);
        } else if (from != null) {
            current.add(instruction);
        } else if (instruction.is("ARG")) {
            global.add(instruction);
        } else {
            problem(
                    instruction.line(),
                    "%s stands before the first FROM; only ARG may.".formatted(instruction.keyword()));
        }
    }

    private void startStage(Instruction instruction) {
        List<String> words = instruction.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            problem(instruction.line(), "FROM takes an image and, if wanted, 'AS name'.");
        }
        if (named && !isStageName(words.get(2).toLowerCase(Locale.ROOT))) {
            problem(
                    instruction.line(),
                    "'%s' cannot name a stage: a name begins with a letter and goes on with letters, digits, '-', '_' or '.'."
                            .formatted(shortened(words.get(2))));
        }
        from = instruction;
    }

    private static boolean isStageName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char unit = name.charAt(i);
            boolean letter = unit >= 'a' && unit <= 'z';
            if (!letter && (i == 0 || !(Character.isDigit(unit) || "-_.".indexOf(unit) >= 0))) {
                return false;
            }
        }
        return true;
    }

    private void endStage() {
        if (from == null) {
            return;
        }
        List<String> words = from.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        stages.add(new Stage(
                stages.size(), words.get(0), named ? words.get(2).toLowerCase(Locale.ROOT) : null, from, current));
        from = null;
        current = new ArrayList<>();
    }

    private static String shortened(String text) {
        String line = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
