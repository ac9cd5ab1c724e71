package dev.slipway.preflight;

import dev.slipway.model.BuildSpec;
import dev.slipway.preflight.shell.Command;
import dev.slipway.preflight.shell.ShellReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Follows a Dockerfile from instruction to instruction, and keeps what is in force at each. */
public final class Scripts {
    private static final int MAX_STEPS = 20_000;

    /** A document alone, before a shell or behind one; the shell may have options. */
    private static final Pattern SHELL_READS = Pattern.compile("(?s)([0-9]*<<\\S*(\\s+SHELL)?)|(SHELL\\s+[0-9]*<<\\S*)"
            .replace("SHELL", "(/usr)?(/bin/)?(ba|da|a)?sh(\\s+-\\w+(\\s+pipefail)?)*+"));

    private final Map<String, Script> named = new HashMap<>();
    private final Map<String, StageValues> values = new HashMap<>();
    private final List<Script> all = new ArrayList<>();
    private int steps;

    private Scripts() {}

    /** One for each stage, in the order of the file. */
    static List<Script> of(Dockerfile file, Map<String, String> args) {
        Scripts scripts = new Scripts();
        StageValues global = StageValues.before(file, args);
        for (Stage stage : file.stages()) {
            scripts.stage(stage, global);
        }
        return List.copyOf(scripts.all);
    }

    /** What is done for the target of a build; empty where there is no such stage. */
    public static Optional<Script> target(Dockerfile file, BuildSpec build) {
        return file.stage(build.target().orElse(null))
                .map(stage -> of(file, build.args()).get(stage.number()));
    }

    private void stage(Stage stage, StageValues global) {
        Expansion.Result base = global.expand(stage.base());
        String key = base.text().toLowerCase(Locale.ROOT);
        Script parent = named.get(key);
        StageValues parentValues = values.get(key);
        StageValues known = parentValues == null ? global.forStage() : parentValues.inherited();
        List<Step> list = new ArrayList<>(parent == null || steps > MAX_STEPS ? List.of() : parent.steps());
        String folder = list.isEmpty() ? "/" : folder(list.getLast(), known);
        Map<String, String> env = known.telling();
        String user = list.isEmpty() ? "" : list.getLast().user();
        for (Instruction instruction : stage.instructions()) {
            known.take(instruction);
            if (instruction.is("ENV") || instruction.is("ARG")) {
                env = known.telling();
            }
            if (instruction.is("WORKDIR")) {
                folder = resolved(folder, known.expand(instruction.text()).text());
            } else if (instruction.is("USER")) {
                user = known.expand(instruction.text()).text();
            }
            list.add(new Step(stage, instruction, folder, user, env, commands(instruction, known)));
        }
        steps += list.size();
        boolean image = parent == null && base.complete() && !base.text().equals("scratch");
        String from = parent == null ? (image ? base.text() : "") : parent.base();
        Script script = new Script(stage, from, list, known.telling());
        all.add(script);
        stage.name().ifPresent(name -> {
            named.put(name, script);
            values.put(name, known);
        });
    }

    private static String folder(Step last, StageValues known) {
        return last.instruction().is("WORKDIR")
                ? resolved(
                        last.folder(), known.expand(last.instruction().text()).text())
                : last.folder();
    }

    private static String resolved(String folder, String path) {
        return "/" + SourceMatch.clean(path.startsWith("/") ? path : folder + "/" + path);
    }

    private static List<Command> commands(Instruction instruction, StageValues known) {
        if (!instruction.is("RUN")) {
            return List.of();
        }
        if (instruction.json()) {
            List<String> words = instruction.words();
            boolean shell = words.size() == 3 && words.get(1).matches("-[a-z]*c");
            return shell
                    ? expanded(ShellReader.read(words.get(2)), known)
                    : List.of(new Command(Map.of(), words, Command.Link.END, 0));
        }
        List<Command> commands = new ArrayList<>();
        Optional<String> script = script(instruction);
        if (script.isPresent()) {
            commands.addAll(ShellReader.read(script.get()));
        } else {
            commands.addAll(ShellReader.read(instruction.text()));
        }
        return expanded(commands, known);
    }

    /** A document that a shell runs, because it is alone or given to one. */
    private static Optional<String> script(Instruction instruction) {
        if (instruction.heredocs().isEmpty()) {
            return Optional.empty();
        }
        String text = instruction.text().strip();
        String body = instruction.heredocs().getFirst().body();
        boolean otherLanguage = body.matches("(?s)#!(?!\\S*sh\\b)(?!\\S*env (-S )?\\w*sh\\b).*");
        return Optional.of(SHELL_READS.matcher(text).matches() && !otherLanguage ? body : "");
    }

    private static List<Command> expanded(List<Command> commands, StageValues known) {
        return commands.stream()
                .map(command -> new Command(
                        command.assignments(),
                        command.words().stream()
                                .flatMap(word -> put(word, known).stream())
                                .toList(),
                        command.next(),
                        command.depth()))
                .toList();
    }

    /** What is not known is left as written, so that nobody takes it for something else. */
    private static List<String> put(String word, StageValues known) {
        if (word.indexOf('$') < 0 || word.contains("$(")) {
            return List.of(word);
        }
        Expansion.Result result = known.expand(word);
        if (!result.complete()) {
            return List.of(word);
        }
        return word.startsWith("$") ? Words.atBlanks(result.text()) : List.of(result.text());
    }
}
