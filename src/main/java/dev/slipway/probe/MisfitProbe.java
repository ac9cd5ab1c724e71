package dev.slipway.probe;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.slipway.engine.ImageFacts.Configuration;
import dev.slipway.engine.ImageFacts.HealthProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A HEALTHCHECK that asks HTTP of its own container, in an image whose command is a worker that answers none: inherited,
 * as a rule, from the API that the worker's image starts from.
 *
 * @param worker the worker's program; {@code fitting} is the HEALTHCHECK that it could have instead
 */
record MisfitProbe(String worker, String command, String port, String probe, String fitting) {
    private static final Pattern ASKS =
            Pattern.compile("https?://(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1\\])(?::(\\d{1,5}))?");
    private static final Map<String, String> NONE = new TreeMap<>(Map.of(
            "rq", "HEALTHCHECK NONE",
            "rqworker", "HEALTHCHECK NONE",
            "dramatiq", "HEALTHCHECK NONE",
            "huey_consumer", "HEALTHCHECK NONE",
            "huey_consumer.py", "HEALTHCHECK NONE",
            "taskiq", "HEALTHCHECK NONE",
            "procrastinate", "HEALTHCHECK CMD procrastinate healthchecks",
            "saq", "HEALTHCHECK NONE"));
    /** What serves a page although it belongs to a worker's library. */
    private static final Set<String> SERVERS = Set.of("flower", "uvicorn", "gunicorn", "hypercorn", "daphne");

    static Optional<MisfitProbe> in(Configuration image) {
        return image.healthProbe().flatMap(probe -> of(image, probe));
    }

    private static Optional<MisfitProbe> of(Configuration image, HealthProbe probe) {
        String test = probe.test().stream().skip(1).collect(Collectors.joining(" "));
        Matcher asks = ASKS.matcher(test);
        List<String> words = new ArrayList<>();
        image.entrypoint().forEach(part -> words.addAll(Words.of(part)));
        image.command().forEach(part -> words.addAll(Words.of(part)));
        List<String> programs = words.stream()
                .map(word -> word.substring(word.lastIndexOf('/') + 1))
                .toList();
        if (!asks.find() || programs.stream().anyMatch(SERVERS::contains)) {
            return Optional.empty();
        }
        String port = asks.group(1) == null ? "80" : asks.group(1);
        String command = String.join(" ", words);
        return programs.stream()
                .filter(program -> program.equals("celery") || program.equals("arq") || NONE.containsKey(program))
                .findFirst()
                .map(program -> new MisfitProbe(
                        name(program, programs), command, port, test, fitting(program, words, programs)));
    }

    private static String name(String program, List<String> programs) {
        return program.equals("celery") && programs.contains("beat") ? "celery beat" : program;
    }

    private static String fitting(String program, List<String> words, List<String> programs) {
        int at = programs.indexOf(program);
        return switch (program) {
            case "celery" -> celery(words, programs);
            case "arq" ->
                words.stream()
                        .skip(at + 1L)
                        .filter(word -> !word.startsWith("-"))
                        .findFirst()
                        .map(settings -> "HEALTHCHECK CMD arq %s --check".formatted(settings))
                        .orElse("HEALTHCHECK NONE");
            default -> NONE.getOrDefault(program, "HEALTHCHECK NONE");
        };
    }

    private static String celery(List<String> words, List<String> programs) {
        if (programs.contains("beat")) {
            return "HEALTHCHECK NONE";
        }
        int flag = Math.max(words.indexOf("-A"), words.indexOf("--app"));
        String app = flag >= 0 && flag + 1 < words.size() ? "-A " + words.get(flag + 1) + " " : "";
        return "HEALTHCHECK CMD celery %sinspect ping -d celery@$HOSTNAME".formatted(app);
    }

    /** Lines of evidence, as a Dockerfile has them. */
    List<String> lines() {
        return List.of("HEALTHCHECK CMD " + probe, "CMD " + command);
    }

    /** Read by a rule of diagnosis, which has a recorded sample of it. */
    String sentence() {
        return "its HEALTHCHECK asks HTTP on port %s (%s), and its command is a worker of %s, which answers none (%s). A fitting one: %s"
                .formatted(port, Wording.excerpt(probe), worker, Wording.excerpt(command), Wording.excerpt(fitting));
    }
}
