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
    private static final Set<String> WITH_JSON = Set.of("ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME");
    private static final Set<String> WITH_HEREDOC = Set.of("ADD", "COPY", "RUN");

    private static final int MAX_STAGES = 1000;
    private static final int MAX_LOOSE = 8;

    private final DockerfileLines lines;
    private final String file;
    private final List<SyntaxProblem> problems = new ArrayList<>();
    private final List<Instruction> global = new ArrayList<>();
    private final List<Stage> stages = new ArrayList<>();

    private int afterUnknown;
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
        lines.problems().forEach(wrong -> problem(wrong.line(), wrong.sentence()));
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
            // A text that runs on over lines is one mistake, not one a line.
            if (joined.first() > afterUnknown) {
                problem(joined.first(), "unknown instruction '%s'.".formatted(shortened(line.substring(0, end))));
            }
            afterUnknown = joined.last() + 1;
            return Optional.empty();
        }
        List<String> flags = new ArrayList<>();
        String text =
                BuilderFlags.take(line.substring(end), lines.escape(), flags).strip();
        Optional<List<String>> json = WITH_JSON.contains(keyword) ? Words.json(text) : Optional.empty();
        List<Instruction.Heredoc> heredocs = json.isPresent() ? List.of() : heredocs(keyword, text, joined.first());
        Instruction instruction = new Instruction(
                keyword,
                text,
                flags.stream().map(BuilderFlags::read).toList(),
                json.orElseGet(() -> split(keyword, text)),
                json.isPresent(),
                heredocs,
                new Instruction.Lines(joined.first(), heredocs.isEmpty() ? joined.last() : lines.lastRead()));
        if (WITH_JSON.contains(keyword) && json.isEmpty() && Grammar.isWrongJson(text)) {
            problem(joined.first(), keyword + " has a JSON array with something that is not a string.");
            return Optional.of(instruction);
        }
        Optional<String> fault = Grammar.fault(instruction);
        fault.or(() -> BuilderFlags.fault(keyword, flags)).ifPresent(sentence -> problem(joined.first(), sentence));
        return fault.isPresent() && text.isEmpty() ? Optional.empty() : Optional.of(instruction);
    }

    private List<String> split(String keyword, String text) {
        return switch (keyword) {
            case "ARG", "ENV", "LABEL" -> Words.quoted(text, lines.escape());
            default -> Words.atBlanks(text);
        };
    }

    private List<Instruction.Heredoc> heredocs(String keyword, String text, int line) {
        String announced = text;
        String owner = keyword;
        if (keyword.equals("ONBUILD") && !text.isEmpty()) {
            owner = Words.atBlanks(text).getFirst();
            announced = text.substring(owner.length()).strip();
        }
        if (!WITH_HEREDOC.contains(owner.toUpperCase(Locale.ROOT))
                || !text.contains("<<")
                || Words.json(announced).isPresent()) {
            return List.of();
        }
        List<Instruction.Heredoc> heredocs = new ArrayList<>();
        int loose = 0;
        for (HeredocMarks.Mark mark : HeredocMarks.in(announced)) {
            // What looks like one only by blanks, as in $((1 << 2)), is one if its end is there.
            if (mark.loose() && (loose++ >= MAX_LOOSE || !lines.hasLine(mark.name(), mark.chomp()))) {
                continue;
            }
            Optional<String> body = lines.heredoc(mark.name(), mark.chomp());
            if (body.isEmpty()) {
                problem(
                        line,
                        "the document '<<%s' is never closed by a line '%s'."
                                .formatted(shortened(mark.name()), shortened(mark.name())));
            }
            heredocs.add(new Instruction.Heredoc(mark.name(), body.orElse("")));
        }
        return heredocs;
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

    static String shortened(String text) {
        String line = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
