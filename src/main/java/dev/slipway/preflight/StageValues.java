package dev.slipway.preflight;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a stage's instructions see, as far as the file and the arguments say. Grows instruction by
 * instruction; a copy goes on to the stages made from it.
 */
final class StageValues {
    private static final List<String> TELLING = List.of(
            "PATH",
            "HOME",
            "NODE_ENV",
            "PIP_NO_CACHE_DIR",
            "PIP_INDEX_URL",
            "PIP_EXTRA_INDEX_URL",
            "PIP_FIND_LINKS",
            "PIP_CONSTRAINT",
            "PIP_USER",
            "PIP_BREAK_SYSTEM_PACKAGES",
            "UV_INSTALL_DIR",
            "UV_NO_CACHE",
            "UV_INDEX_URL",
            "POETRY_HOME",
            "CARGO_HOME",
            "PIPX_BIN_DIR",
            "NPM_CONFIG_PRODUCTION",
            "NPM_CONFIG_LEGACY_PEER_DEPS");

    private final Budget budget;
    private final Map<String, String> args;
    private final Map<String, String> global;
    private final char escape;
    private final Map<String, String> declared;
    private final Map<String, String> environment;

    /** How much text all values of a file may still grow to, so that doubling them over and over ends. */
    private static final class Budget {
        private long left = 16L << 20;
    }

    private StageValues(
            Budget budget,
            Map<String, String> args,
            Map<String, String> global,
            char escape,
            Map<String, String> declared,
            Map<String, String> environment) {
        this.budget = budget;
        this.args = args;
        this.global = global;
        this.escape = escape;
        this.declared = declared;
        this.environment = environment;
    }

    /** The values before the first FROM. */
    static StageValues before(Dockerfile file, Map<String, String> args) {
        Map<String, String> values = new HashMap<>(platform());
        StageValues start = new StageValues(new Budget(), args, Map.of(), file.escape(), values, new HashMap<>());
        values.keySet().forEach(name -> {
            String given = args.get(name);
            if (given != null) {
                values.put(name, given);
            }
        });
        file.globalArguments().forEach(start::take);
        return start;
    }

    /** What a stage knows that starts from an image. */
    StageValues forStage() {
        return new StageValues(budget, args, declared, escape, new HashMap<>(), new HashMap<>());
    }

    /** What a stage knows that starts from the stage of these values. */
    StageValues inherited() {
        return new StageValues(budget, args, global, escape, new HashMap<>(declared), new HashMap<>(environment));
    }

    Expansion.Result expand(String text) {
        if (budget.left <= 0) {
            return new Expansion.Result(text, text.indexOf('$') < 0, null);
        }
        Expansion.Result result = Expansion.of(text, this::value, escape);
        budget.left -= result.text().length();
        return result;
    }

    private @Nullable String value(String name) {
        String set = environment.get(name);
        return set == null ? declared.get(name) : set;
    }

    /** The few of them that decide how tools behave. */
    Map<String, String> telling() {
        Map<String, String> telling = new HashMap<>();
        for (String name : TELLING) {
            String value = value(name);
            if (value != null) {
                telling.put(name, value);
            }
        }
        return telling;
    }

    void take(Instruction instruction) {
        switch (instruction.keyword()) {
            case "ARG" -> instruction.words().forEach(this::argument);
            case "ENV" -> environment(instruction);
            default -> {}
        }
    }

    private void argument(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String given = args.get(name);
        if (given == null && equals >= 0) {
            given = expand(word.substring(equals + 1)).text();
        }
        if (given == null) {
            given = global.get(name);
        }
        if (given != null) {
            declared.put(name, given);
        }
    }

    private void environment(Instruction instruction) {
        String first = instruction.words().isEmpty() ? "" : instruction.words().get(0);
        if (first.indexOf('=') < 0) {
            environment.put(
                    first,
                    expand(instruction.text().substring(first.length()).strip()).text());
            return;
        }
        Map<String, String> together = new HashMap<>();
        for (String word : instruction.words()) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                together.put(
                        expand(word.substring(0, equals)).text(),
                        expand(word.substring(equals + 1)).text());
            }
        }
        environment.putAll(together);
    }

    /** What BuildKit knows without being told, for the machine at hand. */
    private static Map<String, String> platform() {
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String architecture =
                switch (machine) {
                    case "x86_64", "amd64" -> "amd64";
                    case "aarch64", "arm64" -> "arm64";
                    default -> machine;
                };
        Map<String, String> values = new HashMap<>();
        for (String which : new String[] {"BUILD", "TARGET"}) {
            values.put(which + "PLATFORM", "linux/" + architecture);
            values.put(which + "OS", "linux");
            values.put(which + "ARCH", architecture);
            values.put(which + "VARIANT", "");
        }
        return values;
    }
}
