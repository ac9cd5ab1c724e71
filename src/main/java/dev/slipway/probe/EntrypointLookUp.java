package dev.slipway.probe;

import dev.slipway.engine.ImageFacts;
import dev.slipway.probe.Asking.Seclusion;
import dev.slipway.probe.OneOff.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether what the image starts with is there: with the image's own shell where it has one, else by starting it for a
 * moment and seeing whether the engine finds it.
 */
final class EntrypointLookUp {
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** Says by its exit code what is wrong. A script's interpreter counts too; one with a carriage return is none. */
    private static final String LOOK =
            """
            found=$(command -v "$0") || exit 41
            test -x "$found" || exit 42
            test "$(head -c 2 "$found" 2>/dev/null)" = '#!' || exit 0
            read -r first <"$found"
            set -- ${first#??}
            command -v "$1" >/dev/null && exit 0
            case $1 in *"$(printf '\\r')") exit 44 ;; esac
            printf '%s\\n' "$1"
            exit 43
            """;

    private final Asking asking;

    EntrypointLookUp(Asking asking) {
        this.asking = asking;
    }

    /** What is wrong; its message is a part of a sentence. */
    Optional<ProbeResult.Unhealthy> complaint(ImageFacts.Configuration configuration) {
        List<String> started =
                configuration.entrypoint().isEmpty() ? configuration.command() : configuration.entrypoint();
        if (started.isEmpty()) {
            return Optional.of(Asking.no("it has neither an entrypoint nor a command"));
        }
        try (Deadline deadline = new Deadline(asking.stop(), WITHIN)) {
            String name = "'" + Wording.excerpt(started.getFirst()) + "'";
            Ending ending =
                    asking.once(List.of("sh", "-c", LOOK, started.getFirst()), Seclusion.ALONE, asking.log(), deadline);
            Optional<String> words =
                    switch (ending) {
                        case Ending noShell when noShell.looksAbsent() -> withoutShell(configuration, name);
                        case Ending.Ended ended -> words(name, ended);
                        case Ending.TooLong late ->
                            Optional.of("looking for its entrypoint %s took longer than %s"
                                    .formatted(name, Wording.time(WITHIN)));
                        case Ending.NotStarted noShell -> withoutShell(configuration, name);
                    };
            return words.map(text -> Asking.no(text, deadline, ending));
        }
    }

    private static Optional<String> words(String name, Ending.Ended ended) {
        return switch (ended.exit()) {
            case 0 -> Optional.empty();
            case 41 -> Optional.of("its entrypoint %s is not in it".formatted(name));
            case 42 -> Optional.of("its entrypoint %s is not executable".formatted(name));
            case 43 ->
                Optional.of("its entrypoint %s is a script for '%s', which is not in it"
                        .formatted(
                                name,
                                ended.lines().isEmpty()
                                        ? ""
                                        : Wording.excerpt(ended.lines().getLast(), 80)));
            case 44 ->
                Optional.of("its entrypoint %s is a script with Windows line ends, so no interpreter is found for it"
                        .formatted(name));
            default ->
                Optional.of("looking for its entrypoint %s ended with exit code %d".formatted(name, ended.exit()));
        };
    }

    private Optional<String> withoutShell(ImageFacts.Configuration configuration, String name) {
        List<String> argv = new ArrayList<>(configuration.entrypoint());
        argv.addAll(configuration.command());
        try (Deadline moment = new Deadline(asking.stop(), MOMENT)) {
            Ending ending = asking.once(argv, Seclusion.ALONE, asking.log(), moment);
            return ending.looksAbsent()
                    ? Optional.of("its entrypoint %s does not start: %s"
                            .formatted(name, Wording.excerpt(String.join(" ", ending.lines()))))
                    : Optional.empty();
        }
    }
}
