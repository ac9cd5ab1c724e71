package dev.slipway.nightly.timer;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a timer is to start, and when: {@code words} in the folder {@code root} with these {@code variables}, by way of the
 * script {@code launcher}, so that nothing but a path has to be said in the languages of crontabs and units. {@code output} is
 * where cron's printing goes. A pipeline's name needs no quoting anywhere.
 */
public record Errand(
        String pipeline,
        Path root,
        List<String> words,
        Map<String, String> variables,
        LocalTime at,
        Duration jitter,
        Path launcher,
        Path output) {
    private static final String NOTE = "written by 'slipway nightly install'; 'slipway nightly uninstall' removes it";
    private static final int MOST_OUTPUT = 4 * 1024 * 1024;

    public Errand {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }

    /** What cannot be written for a timer, if anything: paths that its languages have no words for. */
    public Optional<String> hindrance() {
        return Stream.concat(Stream.of(root.toString(), launcher.toString(), output.toString()), texts())
                .filter(text -> text.chars().anyMatch(Character::isISOControl))
                .findFirst()
                .map(text ->
                        "'" + text.replaceAll("\\p{Cntrl}", "?") + "' has a line break or another control character");
    }

    private Stream<String> texts() {
        return Stream.concat(words.stream(), variables.values().stream());
    }

    /** The script, for sh. Whoever starts it says more by its arguments. */
    public String script() {
        String exports = new TreeMap<>(variables)
                .entrySet().stream()
                        .map(variable -> "export " + variable.getKey() + "=" + quoted(variable.getValue()) + "\n")
                        .collect(Collectors.joining());
        String command = words.stream().map(Errand::quoted).collect(Collectors.joining(" "));
        return """
                #!/bin/sh
                # The nights of the pipeline %s; %s.
                cd %s || exit 2
                %sout=%s
                if [ -f "$out" ] && [ "$(wc -c <"$out")" -gt %d ]; then mv -f -- "$out" "$out.1"; fi
                exec %s "$@"
                """
                .formatted(
                        pipeline,
                        NOTE,
                        quoted(root.toString()),
                        exports,
                        quoted(output.toString()),
                        MOST_OUTPUT,
                        command);
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String note() {
        return NOTE;
    }

    /** Tells checkouts that have a pipeline of the same name apart. */
    String mark() {
        return Integer.toHexString(root.toString().hashCode());
    }
}
