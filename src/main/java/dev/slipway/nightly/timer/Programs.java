package dev.slipway.nightly.timer;

import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand;
import dev.slipway.host.HostCommand.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Programs of this machine, asked within bounds. What goes in and comes out is bytes, each of them one character. */
final class Programs {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST = 4 * 1024 * 1024;

    /** Nobody says what others wrote their crontab in, and not every byte is of UTF-8. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private Programs() {}

    /** The bytes of a text in UTF-8. */
    static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), BYTES);
    }

    /** The text that these bytes are in UTF-8. */
    static String text(String bytes) {
        return new String(bytes.getBytes(BYTES), StandardCharsets.UTF_8);
    }

    /** What one said. {@code exit} is below 0 where it did not get that far. */
    record Answer(int exit, String printed, String error) {
        private static final int CUT = -1;
        private static final int NOT_STARTED = -2;

        boolean started() {
            return exit != NOT_STARTED;
        }

        boolean good() {
            return exit == 0;
        }
    }

    static Answer ask(List<String> words, String input) {
        Outcome outcome = new HostCommand(words, Path.of("/"), Map.of("LC_ALL", "C"), input, BYTES)
                .run(LIMIT, MOST, new StopSignal());
        return switch (outcome) {
            case Outcome.Ended(int exit, HostCommand.Printed printed, String error) ->
                new Answer(exit, new String(printed.bytes(), BYTES), error);
            case Outcome.Cut(String why, String error) -> new Answer(Answer.CUT, "", why);
            case Outcome.Unstartable(String why) -> new Answer(Answer.NOT_STARTED, "", why);
        };
    }

    static String trouble(List<String> words, Answer answer) {
        return "running '" + String.join(" ", words) + "': "
                + (answer.exit() < 0
                        ? ""
                        : "exit " + answer.exit() + (answer.error().isEmpty() ? "" : ": "))
                + answer.error();
    }
}
