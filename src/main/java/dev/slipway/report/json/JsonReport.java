package dev.slipway.report.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.StackStory;
import dev.slipway.report.RunReport;
import dev.slipway.report.Troubles;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.RunStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;

/**
 * A run as one JSON document, described by {@code docs/report.schema.json}. Names are stable within a {@code format};
 * constants are lower case with dashes, durations whole milliseconds under a name that ends in {@code Ms}, what is absent is
 * left out. Safe for any thread.
 */
public final class JsonReport {
    /** Counts up when a reader of the document would have to change. */
    private static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunReport report;

    public JsonReport(RunReport report) {
        this.report = report;
    }

    public void write(Writer out) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(out, document());
        } catch (IOException refused) {
            throw new UncheckedIOException("writing the JSON report", refused);
        }
    }

    private ObjectNode document() {
        ObjectNode document = JSON.createObjectNode().put("format", FORMAT).put("run", report.run());
        report.story().start().ifPresent(start -> beginning(document, start));
        document.put("ending", Parts.word(report.ending()));
        report.story().end().ifPresent(end -> {
            document.put("tookMs", end.took().toMillis());
            Parts.text(document, "summary", end.summary());
        });
        ArrayNode bases = document.putArray("bases");
        report.story().bases().forEach(base -> base(bases.addObject(), base));
        ArrayNode images = document.putArray("images");
        report.story().images().forEach(image -> image(images.addObject(), image));
        ArrayNode checks = document.putArray("stackChecks");
        report.story().stackChecks().forEach(check -> stackCheck(checks.addObject(), check));
        report.story().promotion().ifPresent(promotion -> {
            ObjectNode told = document.putObject("promotion");
            promotion.moved().forEach(told.putArray("moved")::add);
            Parts.text(told, "withheld", promotion.withheld());
        });
        ArrayNode notices = document.putArray("notices");
        report.story().notices().forEach(notice -> notices.addObject()
                .put("at", notice.at().toString())
                .put("level", Parts.word(notice.level()))
                .put("text", notice.text()));
        return document;
    }

    private static void beginning(ObjectNode document, RunStarted start) {
        document.put("pipeline", start.pipeline())
                .put("command", start.command())
                .put("engine", start.engine())
                .put("began", start.at().toString());
        Optional.ofNullable(start.provenance()).ifPresent(from -> {
            ObjectNode told = document.putObject("provenance").put("slipway", from.slipway());
            if (!from.commit().isEmpty()) {
                told.put("commit", from.commit()).put("dirty", from.dirty());
            }
        });
    }

    private static void base(ObjectNode node, BaseStory base) {
        node.put("reference", base.reference());
        Optional<BaseEnded> ended = base.end();
        if (ended.isEmpty()) {
            return;
        }
        BaseEnded end = ended.get();
        node.put("how", end.how()).put("tookMs", end.took().toMillis());
        Parts.text(node, "standIn", end.standIn());
        Optional.ofNullable(end.id()).ifPresent(id -> node.put("id", id));
        Optional.ofNullable(end.why()).ifPresent(why -> Parts.diagnosis(node, why));
    }

    private void image(ObjectNode node, ImageStory image) {
        node.put("name", image.name());
        Parts.text(node, "action", image.plan().action());
        Parts.text(node, "cause", image.plan().cause());
        Parts.texts(node, "variants", image.plan().variants());
        Parts.texts(node, "needs", image.plan().needs());
        image.end().ifPresent(end -> ended(node, end));
        ArrayNode attempts = node.putArray("attempts");
        image.attempts().forEach(attempt -> attempt(attempts.addObject(), attempt));
        if (!image.retries().isEmpty()) {
            ArrayNode retries = node.putArray("retries");
            image.retries().forEach(retry -> retries.addObject()
                    .put("variant", retry.variant())
                    .put("next", retry.next())
                    .put("delayMs", retry.delay().toMillis())
                    .put("because", retry.because()));
        }
        if (!image.fallbacks().isEmpty()) {
            ArrayNode fallbacks = node.putArray("fallbacks");
            image.fallbacks().forEach(fallback -> fallbacks
                    .addObject()
                    .put("from", fallback.from())
                    .put("to", fallback.to())
                    .put("because", fallback.because()));
        }
        report.drift(image.name()).ifPresent(drift -> Parts.drift(node, drift));
    }

    private static void ended(ObjectNode node, ImageEnded end) {
        node.put("status", Parts.word(end.status())).put("tookMs", end.took().toMillis());
        if (!end.result().id().isEmpty()) {
            node.put("variant", end.result().variant())
                    .put("id", end.result().id())
                    .put("bytes", end.result().bytes());
        }
        Parts.text(node, "reason", end.reason());
    }

    private void attempt(ObjectNode node, AttemptStory attempt) {
        node.put("variant", attempt.variant())
                .put("number", attempt.start().number())
                .put("began", attempt.start().at().toString());
        Optional.ofNullable(attempt.start().fingerprint()).ifPresent(print -> node.put("fingerprint", print));
        attempt.end().ifPresent(end -> {
            node.put("status", Parts.word(end.status()))
                    .put("tookMs", end.took().toMillis());
            Parts.text(node, "log", Troubles.log(attempt));
        });
        Troubles.place(report, attempt).ifPresent(place -> Parts.place(node, place));
        attempt.diagnosis().ifPresent(why -> Parts.diagnosis(node, why));
        Parts.steps(node, attempt.steps());
        attempt.inventory().ifPresent(inventory -> Parts.inventory(node, inventory));
    }

    private static void stackCheck(ObjectNode node, StackStory check) {
        node.put("name", check.name());
        check.end().ifPresent(end -> {
            node.put("status", Parts.word(end.status()))
                    .put("tookMs", end.took().toMillis());
            Parts.text(node, "detail", end.detail());
            Optional.ofNullable(end.why()).ifPresent(why -> Parts.diagnosis(node, why));
        });
        Parts.steps(node, check.steps());
    }
}
