package dev.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.engine.OutputSink;
import dev.slipway.journal.Golden;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.stack.Role.Cast.Kind;
import dev.slipway.stack.Row;
import dev.slipway.stack.Row.Condition;
import dev.slipway.stack.StackEvent;
import dev.slipway.stack.StackEvent.Intent;
import dev.slipway.stack.StackEvent.Outcome;
import dev.slipway.stack.StackEvent.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack that is raised, one that is not ready, and one that is taken down, as each display tells them. */
class StackTranscriptTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"PLAIN, up", "PLAIN, failed", "PLAIN, down", "QUIET, up", "QUIET, failed", "JSON, up", "JSON, failed"})
    void isAsItWasAgreed(OutputMode mode, String story) {
        Golden.check(
                "console/stack.%s.%s.txt".formatted(story, mode.name().toLowerCase(Locale.ROOT)),
                told(mode, story(story), Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8));
    }

    @Test
    void doesNotCallDownWhatIsNot() {
        StackEvent started = new StackEvent.DownStarted(NOON, "shop", List.of("api"));
        StackEvent refused = new StackEvent.DownEnded(NOON, Duration.ofSeconds(1), 0, 0, 0, 1);
        assertThat(told(OutputMode.PLAIN, List.of(started, refused), Map.of(), StandardCharsets.UTF_8))
                .contains("NOT DOWN shop: removed 0 containers, 0 networks in 1.0s; left: 1");
    }

    @Test
    void hasAnAsciiTwin() {
        assertThat(told(OutputMode.PLAIN, failed(), Map.of(), StandardCharsets.US_ASCII))
                .matches("[\\x20-\\x7e\\n]*");
    }

    @ParameterizedTest
    @CsvSource({"PLAIN", "TTY", "QUIET"})
    void letsNoForeignEscapeThrough(OutputMode mode) {
        String evil = "\u001b]0;owned\u0007\u001b[2Jevil\u202e";
        List<StackEvent> story = List.of(
                new StackEvent.UpStarted(NOON, "shop", List.of(new Intent("api", Step.START, evil, evil, true))),
                new StackEvent.RoleFailed(
                        NOON,
                        "api",
                        Duration.ofSeconds(1),
                        new Diagnosis("c", Nature.UNKNOWN, "none", List.of(), evil, List.of(), null),
                        List.of(evil)));
        assertThat(told(mode, story, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8))
                .contains("evil")
                .doesNotContain("\u001b]", "\u001b[2J", "\u0007", "\u202e");
    }

    @Test
    void logsOfEachRoleHaveAColourOfTheirOwnAndNoSecret() {
        StringWriter text = new StringWriter();
        LogLines lines = new LogLines(
                place(text, Map.of("FORCE_COLOR", "1"), StandardCharsets.UTF_8),
                List.of("redis", "api"),
                line -> line.replace("hunter2", "***"),
                false);
        lines.line("redis", NOON, OutputSink.Stream.OUT, "ready\u001b[2J");
        lines.line("api", NOON, OutputSink.Stream.ERR, "password hunter2");
        assertThat(text).hasToString("\u001b[36mredis │\u001b[0m ready\n\u001b[33mapi   │\u001b[0m password ***\n");
    }

    private static List<StackEvent> story(String name) {
        return switch (name) {
            case "up" -> up();
            case "failed" -> failed();
            default -> down();
        };
    }

    private static List<StackEvent> up() {
        return List.of(
                new StackEvent.UpStarted(
                        NOON,
                        "shop",
                        List.of(
                                new Intent("redis", Step.KEEP, "", "redis:7", false),
                                new Intent("backend", Step.REPLACE, "its settings have changed", "default", false),
                                new Intent("worker", Step.START, "", "minimal", true),
                                new Intent("old", Step.REMOVE, "the file has it no more", "default", false))),
                new StackEvent.RoleRemoved(NOON.plusSeconds(1), "old", Duration.ofMillis(400)),
                new StackEvent.RoleAwaited(NOON.plusSeconds(1), "redis", "run redis-cli ping"),
                new StackEvent.RoleReady(
                        NOON.plusSeconds(1), "redis", Duration.ofMillis(90), "run redis-cli ping: exit 0"),
                new StackEvent.RoleRemoved(NOON.plusSeconds(2), "backend", Duration.ofMillis(800)),
                new StackEvent.RoleStarted(NOON.plusSeconds(2), "backend"),
                new StackEvent.RoleAwaited(NOON.plusSeconds(3), "backend", "GET :8000/health"),
                new StackEvent.RoleStarted(NOON.plusSeconds(3), "worker"),
                new StackEvent.Noticed(
                        NOON.plusSeconds(4), Level.WARNING, "the engine will not start worker again when it ends: no"),
                new StackEvent.RoleReady(NOON.plusSeconds(4), "worker", Duration.ofSeconds(1), "runs"),
                new StackEvent.RoleReady(
                        NOON.plusSeconds(9), "backend", Duration.ofSeconds(6), "GET :8000/health: answer 200 in 4ms"),
                new StackEvent.UpEnded(
                        NOON.plusSeconds(9),
                        Duration.ofSeconds(9),
                        Outcome.DEGRADED,
                        List.of(
                                new Row(
                                        "redis",
                                        Kind.SERVICE,
                                        "redis:7",
                                        Condition.GOOD,
                                        "running",
                                        List.of("127.0.0.1:49153 (6379)")),
                                new Row(
                                        "backend",
                                        Kind.PREFERRED,
                                        "default",
                                        Condition.COMING,
                                        "running, health not known yet",
                                        List.of("http://127.0.0.1:8001")),
                                new Row("worker", Kind.DEGRADED, "minimal", Condition.GOOD, "running", List.of()))));
    }

    private static List<StackEvent> failed() {
        Diagnosis why = new Diagnosis(
                "port-taken",
                Nature.ENVIRONMENT,
                "port-taken",
                List.of(new Quote(2, "[Errno 98] address already in use")),
                "The server found its port taken inside the container.",
                List.of("Maybe two servers are started by one command."),
                null);
        return List.of(
                new StackEvent.UpStarted(
                        NOON,
                        "shop",
                        List.of(
                                new Intent("backend", Step.START, "", "default", false),
                                new Intent("worker", Step.START, "", "full", false))),
                new StackEvent.RoleStarted(NOON, "backend"),
                new StackEvent.RoleFailed(
                        NOON.plusSeconds(3),
                        "backend",
                        Duration.ofSeconds(3),
                        why,
                        List.of("starting", "[Errno 98] address already in use")),
                new StackEvent.UpEnded(
                        NOON.plusSeconds(3),
                        Duration.ofSeconds(3),
                        Outcome.FAILED,
                        List.of(
                                new Row(
                                        "backend",
                                        Kind.PREFERRED,
                                        "default",
                                        Condition.BAD,
                                        "ended, exit 1",
                                        List.of()),
                                new Row("worker", Kind.PREFERRED, "full", Condition.BAD, "not started", List.of()))));
    }

    private static List<StackEvent> down() {
        return List.of(
                new StackEvent.DownStarted(NOON, "shop", List.of("worker", "redis")),
                new StackEvent.RoleRemoved(NOON.plusSeconds(1), "worker", Duration.ofMillis(600)),
                new StackEvent.RoleRemoved(NOON.plusSeconds(2), "redis", Duration.ofMillis(300)),
                new StackEvent.DownEnded(NOON.plusSeconds(2), Duration.ofSeconds(1), 2, 1, 0, 0),
                new StackEvent.DownStarted(NOON, "shop", List.of()),
                new StackEvent.DownEnded(NOON, Duration.ZERO, 0, 0, 0, 0));
    }

    private static String told(
            OutputMode mode, List<StackEvent> story, Map<String, String> environment, Charset encoding) {
        StringWriter text = new StringWriter();
        try (StackDisplay display = StackDisplay.create(mode, place(text, environment, encoding))) {
            for (StackEvent event : story) {
                display.on(event);
                display.tick(event.at());
            }
        }
        return text.toString();
    }

    private static Display.Place place(StringWriter text, Map<String, String> environment, Charset encoding) {
        return new Display.Place(
                new PrintWriter(text),
                new Surroundings(environment, false, encoding),
                () -> new Screen(100, 30),
                run -> "");
    }
}
