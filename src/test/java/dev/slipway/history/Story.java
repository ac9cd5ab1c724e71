package dev.slipway.history;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.journal.JournalWriter;
import dev.slipway.run.Home;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Inventory;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of one image, 'api', with all that a ledger can hold, told to a journal. */
final class Story {
    private static final Duration STEP = Duration.ofSeconds(10);

    private final String pipeline;
    private final String command;
    private final List<RunEvent> events = new ArrayList<>();
    private final Instant began;
    private final String fingerprint;
    private Instant now;

    Story(String pipeline, String command, Instant began, String fingerprint) {
        this.pipeline = pipeline;
        this.command = command;
        this.began = began;
        this.now = began;
        this.fingerprint = fingerprint;
    }

    /** Begins, with a base of this id. */
    Story begins(String id, String base) {
        events.add(new RunEvent.RunStarted(
                now,
                "run",
                id,
                command,
                pipeline,
                "Docker 28.5",
                List.of(new PlannedImage("api", "build", "never built", List.of("full", "slim"), List.of())),
                new Provenance("0.1.0", "4f1c0ffee4f1c0ffee4f1c0ffee4f1c0ffee4f1c", true)));
        events.add(new RunEvent.BaseStarted(now, "base/python:3.11-slim", "python:3.11-slim"));
        events.add(new RunEvent.BaseEnded(
                now, "base/python:3.11-slim", STEP, "python:3.11-slim", "pulled", "", null, base));
        events.add(new RunEvent.BaseStarted(now, "base/redis:7", "redis:7"));
        events.add(new RunEvent.BaseEnded(now, "base/redis:7", STEP, "redis:7", "present", "", null, "sha256:redis"));
        events.add(new RunEvent.ImageStarted(now, "image/api", "api", "requirements.txt changed"));
        return this;
    }

    /** One attempt: a build with a layer, an inventory, a check that is passed unless there is a diagnosis. */
    Story attempt(String variant, int number, @Nullable Diagnosis why, List<Inventory.InstalledPackage> packages) {
        String span = "image/api/" + variant + "#" + number;
        events.add(new RunEvent.AttemptStarted(now, span, "api", variant, number, fingerprint));
        step(
                span + "/build",
                StepKind.BUILD,
                "build Dockerfile",
                StepStatus.PASSED,
                Map.of(),
                () -> step(
                        span + "/build/1", StepKind.LAYER, "RUN pip install", StepStatus.PASSED, Map.of(), () -> {}));
        events.add(new RunEvent.InventoryTaken(
                now,
                span,
                "api",
                variant,
                new Inventory(
                        "sha256:" + variant + number,
                        4_000,
                        List.of(
                                new Inventory.Layer("FROM python:3.11-slim", 3_000),
                                new Inventory.Layer("RUN pip install", 1_000)),
                        packages,
                        List.of("npm: not there"))));
        StepStatus status = why == null ? StepStatus.PASSED : StepStatus.FAILED;
        step(
                span + "/check.1",
                StepKind.CHECK,
                "import numpy",
                status,
                Map.of("importMs", "812", "importRssBytes", "90000", "peakMemoryBytes", "120000", "numpy", "2.3.1"),
                () -> {});
        events.add(new RunEvent.AttemptEnded(now, span, STEP, "api", status, why, "logs/api-" + variant + ".log"));
        return this;
    }

    private void step(
            String span, StepKind kind, String title, StepStatus status, Map<String, String> facts, Runnable inside) {
        events.add(new RunEvent.StepStarted(now, span, kind, title));
        inside.run();
        now = now.plus(STEP);
        events.add(new RunEvent.StepEnded(now, span, STEP, status, "", facts));
    }

    Story image(ImageStatus status, String variant) {
        Result result = status.proven() ? new Result(variant, "sha256:" + variant, 4_000) : Result.NONE;
        events.add(new RunEvent.ImageEnded(
                now,
                "image/api",
                Duration.between(began, now),
                "api",
                status,
                result,
                status.proven() ? "" : "it broke \u0000 here"));
        return this;
    }

    Story stack(StepStatus status, @Nullable Diagnosis why) {
        events.add(new RunEvent.StackCheckStarted(now, "stack/1", "a job travels"));
        step("stack/1/step.1", StepKind.CHECK, "POST api:8000/jobs", status, Map.of(), () -> {});
        events.add(new RunEvent.StackCheckEnded(now, "stack/1", STEP, status, "202", why));
        return this;
    }

    Story ends(Verdict verdict) {
        events.add(new RunEvent.Noticed(now, "run", RunEvent.Level.WARNING, "the builder is old"));
        events.add(new RunEvent.RunEnded(now, "run", Duration.between(began, now), verdict, "1 image"));
        return this;
    }

    List<RunEvent> events() {
        return events;
    }

    /** Writes the journal of a run whose process is dead. */
    static void write(Home home, String id, List<RunEvent> events) {
        try (JournalWriter journal = JournalWriter.open(home.journal(id))) {
            events.forEach(journal::on);
            if (!Files.exists(home.run(id).resolve("alive"))) {
                Files.createFile(home.run(id).resolve("alive"));
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("writing a journal", refused);
        }
    }
}
