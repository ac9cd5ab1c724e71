package dev.slipway.preflight.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One simple command of a shell text: its words without quotes, assignments before it apart, redirections left out.
 * {@code next} is what stands between it and the one after it, or behind the brackets that it is the last one of;
 * {@code depth} counts the brackets around it. A word that a run of the shell would change, such as one with
 * {@code $(…)}, is kept as written.
 */
public record Command(Map<String, String> assignments, List<String> words, Link next, int depth) {
    private static final Set<String> CARRIERS = Set.of(
            "sudo", "exec", "command", "time", "nice", "nohup", "env", "eatmydata", "gosu", "tini", "dumb-init", "--");

    private static final Pattern PYTHON = Pattern.compile("python[0-9.]*");
    private static final Pattern PIP = Pattern.compile("pip[0-9.]+");

    /** What follows a command. */
    public enum Link {
        /** {@code &&} */
        AND,
        /** {@code ||} */
        OR,
        /** {@code ;}, a new line, {@code &} or a bracket */
        THEN,
        /** {@code else} or {@code elif}: what follows is not done after it */
        ELSE,
        /** {@code do} behind {@code until} or {@code while !}: what follows is done where it failed, and then it again */
        RETRY,
        /** {@code |} */
        PIPE,
        END
    }

    public Command {
        assignments = Map.copyOf(assignments);
        words = List.copyOf(words);
    }

    /** The words from the program on: {@code sudo -E env A=b pip} begins with pip, {@code python -m pip} too. */
    public List<String> call() {
        List<String> call = carried();
        return isModule(call) ? List.copyOf(call.subList(2, call.size())) : call;
    }

    /** Whether the program is a module that Python runs, which needs no PATH. */
    public boolean isModule() {
        return isModule(carried());
    }

    private static boolean isModule(List<String> call) {
        return call.size() > 2 && isPython(name(call.getFirst())) && call.get(1).equals("-m");
    }

    private List<String> carried() {
        int at = 0;
        while (at < words.size() && isCarried(at)) {
            at++;
        }
        return words.subList(at, words.size());
    }

    private boolean isCarried(int at) {
        if (CARRIERS.contains(name(words.get(at)))) {
            return true;
        }
        boolean after = at > 0 && CARRIERS.contains(name(words.getFirst()));
        return after && (words.get(at).startsWith("-") || isAssignment(words.get(at)));
    }

    private static boolean isPython(String program) {
        return program.startsWith("python") && PYTHON.matcher(program).matches();
    }

    static boolean isAssignment(String word) {
        int equals = word.indexOf('=');
        return equals > 0 && word.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The program as it is called, with its path if it has one; empty for assignments alone. */
    public String programPath() {
        List<String> call = call();
        return call.isEmpty() ? "" : call.getFirst();
    }

    /** The program without its path. {@code pip3} and {@code pip3.11} are pip, {@code apt} is apt-get. */
    public String program() {
        String name = name(programPath());
        if (name.startsWith("pip") && PIP.matcher(name).matches()) {
            return "pip";
        }
        return name.equals("apt") ? "apt-get" : name;
    }

    /** The words after the program. */
    public List<String> arguments() {
        List<String> call = call();
        return call.isEmpty() ? List.of() : call.subList(1, call.size());
    }

    /** The arguments that are no options; values of options stand among them where nothing tells them apart. */
    public List<String> plain() {
        return arguments().stream().filter(word -> !word.startsWith("-")).toList();
    }

    public boolean has(String option) {
        return arguments().contains(option) || arguments().stream().anyMatch(word -> word.startsWith(option + "="));
    }

    /** {@code --name value} or {@code --name=value}. */
    public Optional<String> option(String name) {
        List<String> arguments = arguments();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(name + "=")) {
                return Optional.of(arguments.get(i).substring(name.length() + 1));
            }
            if (arguments.get(i).equals(name) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    /** Whether this calls the program, with one of these as its first plain argument if any are given. */
    public boolean runs(String program, String... actions) {
        if (!program().equals(program)) {
            return false;
        }
        List<String> plain = plain();
        return actions.length == 0 || (!plain.isEmpty() && List.of(actions).contains(plain.getFirst()));
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
