package dev.slipway.engine.docker.build;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.BuildListener;
import dev.slipway.engine.OutputSink.Stream;
import dev.slipway.engine.lines.LineJoiner;
import dev.slipway.engine.lines.Tail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the classic builder: its own words and the output of the steps in one stream of text. A line counts as
 * the builder's only where it can be: a step's head must carry the next number. Errors of a step come wrapped in red.
 */
final class ClassicAnswer implements Answer {
    private static final Pattern STEP = Pattern.compile("(?i)^step ([0-9]{1,6})/([0-9]{1,6}) ?: .*");
    private static final Pattern CACHED = Pattern.compile("^ *--+> Using cache.*");
    private static final Pattern WARNING = Pattern.compile("^ *--+> \\[Warning\\] (.*)");
    private static final Pattern NOISE = Pattern.compile("^ *--+> (Running in )?[0-9a-f]{12,64}$"
            + "|^(Removing|Removed) intermediate container [0-9a-f]{12,64}$"
            + "|^Successfully built [0-9a-f]{12,64}$|^Successfully tagged \\S+$");
    private static final String RED = "\u001b[91m";
    private static final String PLAIN = "\u001b[0m";

    private final BuildListener listener;
    private final LineJoiner out = new LineJoiner(line -> line(Stream.OUT, line));
    private final LineJoiner err = new LineJoiner(line -> line(Stream.ERR, line));
    private final Tail tail = new Tail();
    private @Nullable String name;
    private @Nullable String imageId;
    private @Nullable String error;
    private @Nullable Integer code;
    private int number;
    private boolean cached;
    private long began;

    ClassicAnswer(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public void take(JsonNode message) {
        if (message.path("stream").isTextual()) {
            text(message.path("stream").textValue());
        } else if (message.path("aux").path("ID").isTextual()) {
            imageId = message.path("aux").path("ID").textValue();
        } else if (Answer.errorOf(message).isPresent()) {
            error = Answer.errorOf(message).orElseThrow();
            JsonNode exit = message.path("errorDetail").path("code");
            code = exit.isInt() && exit.intValue() != 0 ? Integer.valueOf(exit.intValue()) : null;
            endStep(error);
        } else if (message.path("status").isTextual() && name != null) {
            JsonNode detail = message.path("progressDetail");
            String what = (message.path("id").asText("") + " "
                            + message.path("status").textValue())
                    .strip();
            listener.stepProgress(
                    Integer.toString(number),
                    what,
                    detail.path("current").asLong(0),
                    detail.path("total").asLong(0));
        }
    }

    @Override
    public void end() {
        if (error == null) {
            out.end();
            err.end();
            endStep(null);
        }
    }

    @Override
    public Optional<String> imageId() {
        return Optional.ofNullable(imageId);
    }

    @Override
    public Optional<String> error() {
        return Optional.ofNullable(error);
    }

    @Override
    public Optional<FailedStep> failedStep() {
        return name == null || error == null
                ? Optional.empty()
                : Optional.of(new FailedStep(name, error, tail.lines()));
    }

    @Override
    public Optional<Integer> exitCode() {
        return Optional.ofNullable(code);
    }

    private void text(String text) {
        if (text.startsWith(RED) && text.endsWith(PLAIN)) {
            String said = text.substring(RED.length(), text.length() - PLAIN.length());
            err.add(said.getBytes(StandardCharsets.UTF_8));
        } else {
            out.add(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void line(Stream stream, String line) {
        Matcher step = STEP.matcher(line);
        Matcher warning = WARNING.matcher(line);
        if (step.matches() && Integer.parseInt(step.group(1)) == number + 1) {
            endStep(null);
            number++;
            name = line.strip();
            cached = false;
            began = System.nanoTime();
            tail.clear();
            listener.stepStarted(Integer.toString(number), name);
        } else if (CACHED.matcher(line).matches()) {
            cached = true;
        } else if (warning.matches()) {
            listener.warning(warning.group(1));
        } else if (name != null && !line.isEmpty() && !NOISE.matcher(line).matches()) {
            tail.add(line);
            listener.stepLine(Integer.toString(number), stream, line);
        }
    }

    private void endStep(@Nullable String why) {
        if (why != null) {
            out.end();
            err.end();
        }
        if (name != null) {
            listener.stepEnded(Integer.toString(number), cached, Duration.ofNanos(System.nanoTime() - began), why);
        }
    }
}
