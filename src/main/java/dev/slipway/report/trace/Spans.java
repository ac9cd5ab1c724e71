package dev.slipway.report.trace;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.StackStory;
import dev.slipway.journal.StepStory;
import dev.slipway.report.RunReport;
import dev.slipway.report.trace.Span.Point;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.ImageStarted;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run as spans: the run, in it bases, images and stack checks, in an image its attempts, in these the steps. Names of
 * attributes are those of OpenTelemetry's conventions for CI where there is one, and begin with {@code slipway.} elsewhere.
 * What has no end ends with the last thing that was told. Pure.
 */
final class Spans {
    private static final String RUN = "run";

    private final RunReport report;
    private final Instant last;
    private final List<Span> spans = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();

    private Spans(RunReport report, RunStarted start) {
        this.report = report;
        this.last = Latest.of(report.story()).orElse(start.at());
        run(report.story(), start);
    }

    /** The outermost one first; none of a run whose beginning is not known. */
    static List<Span> of(RunReport report) {
        return report.story()
                .start()
                .map(start -> new Spans(report, start).spans)
                .orElse(List.of());
    }

    private void run(RunStory story, RunStarted start) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cicd.pipeline.name", start.pipeline());
        facts.put("cicd.pipeline.run.id", report.run());
        facts.put("cicd.pipeline.result", result());
        facts.put("slipway.command", start.command());
        facts.put("slipway.engine", start.engine());
        facts.put("slipway.ending", word(report.ending()));
        Optional.ofNullable(start.provenance())
                .filter(from -> !from.commit().isEmpty())
                .ifPresent(from -> {
                    facts.put("vcs.ref.head.revision", from.commit());
                    facts.put("slipway.dirty", Boolean.toString(from.dirty()));
                });
        String error = report.ending().good() ? "" : word(report.ending());
        spans.add(new Span(
                RUN,
                "",
                start.command() + " " + start.pipeline(),
                start.at(),
                story.end().map(RunEvent::at).orElse(last),
                error,
                facts,
                List.of()));
        story.bases().forEach(this::base);
        story.images().forEach(this::image);
        story.stackChecks().forEach(this::stackCheck);
    }

    private String result() {
        return switch (report.ending()) {
            case PROVEN, DEGRADED -> "success";
            case FAILED -> "failure";
            case INTERRUPTED -> "cancellation";
            case ENGINE_LOST, CUT_OFF, RUNNING -> "error";
        };
    }

    private void base(BaseStory base) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("container.image.name", base.reference());
        base.end().ifPresent(end -> facts.put("slipway.how", end.how()));
        @Nullable Diagnosis why = base.end().map(BaseEnded::why).orElse(null);
        add(base.start(), RUN, "base " + base.reference(), base.end(), Optional.ofNullable(why), facts);
    }

    private void image(ImageStory image) {
        Optional<ImageStarted> start = image.start();
        if (start.isEmpty()) {
            return;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cicd.pipeline.task.name", image.name());
        image.end().ifPresent(end -> {
            facts.put("slipway.image.status", word(end.status()));
            if (!end.result().id().isEmpty()) {
                facts.put("container.image.id", end.result().id());
                facts.put("slipway.image.variant", end.result().variant());
                facts.put("slipway.image.bytes", Long.toString(end.result().bytes()));
            }
        });
        List<Point> points = new ArrayList<>();
        image.retries()
                .forEach(retry -> points.add(new Point(
                        retry.at(),
                        "retry scheduled",
                        Map.of("slipway.variant", retry.variant(), "slipway.because", retry.because()))));
        image.fallbacks()
                .forEach(fell -> points.add(new Point(
                        fell.at(),
                        "fell back",
                        Map.of(
                                "slipway.from",
                                fell.from(),
                                "slipway.to",
                                fell.to(),
                                "slipway.because",
                                fell.because()))));
        boolean failed = image.status().filter(ImageStatus::proven).isEmpty();
        String error = failed
                ? image.end()
                        .map(end -> end.reason().isBlank() ? word(end.status()) : end.reason())
                        .orElse("unfinished")
                : "";
        spans.add(new Span(
                start.get().span(),
                RUN,
                "image " + image.name(),
                start.get().at(),
                image.end().map(RunEvent::at).orElse(last),
                error,
                facts,
                points));
        image.attempts().forEach(attempt -> attempt(start.get().span(), attempt));
    }

    private void attempt(String image, AttemptStory attempt) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("slipway.variant", attempt.variant());
        facts.put("slipway.attempt", Integer.toString(attempt.start().number()));
        status(attempt.end().map(AttemptEnded::status), facts);
        String name = "attempt " + attempt.start().number() + " of " + attempt.variant();
        add(attempt.start(), image, name, attempt.end(), attempt.diagnosis(), facts);
        attempt.steps().forEach(step -> step(attempt.start().span(), step));
    }

    private void stackCheck(StackStory check) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cicd.pipeline.task.name", check.name());
        status(check.status(), facts);
        @Nullable Diagnosis why = check.end().map(StackCheckEnded::why).orElse(null);
        String span = check.start().span();
        add(check.start(), RUN, "stack check " + check.name(), check.end(), Optional.ofNullable(why), facts);
        check.steps().forEach(step -> step(span, step));
    }

    private void step(String parent, StepStory step) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("slipway.step.kind", word(step.start().kind()));
        status(step.status(), facts);
        step.end().filter(end -> !end.detail().isBlank()).ifPresent(end -> facts.put("slipway.detail", end.detail()));
        boolean failed = step.status()
                .map(status -> status == StepStatus.FAILED || status == StepStatus.ERRORED)
                .orElse(true);
        String error = failed
                ? step.end().map(end -> end.detail()).filter(d -> !d.isBlank()).orElse("failed")
                : "";
        spans.add(new Span(
                step.start().span(),
                parent,
                step.start().title(),
                step.start().at(),
                step.end().map(RunEvent::at).orElse(last),
                error,
                facts,
                List.of()));
        step.steps().forEach(inner -> step(step.start().span(), inner));
    }

    private static void status(Optional<StepStatus> status, Map<String, String> facts) {
        status.ifPresent(known -> facts.put(
                "cicd.pipeline.task.run.result",
                switch (known) {
                    case PASSED -> "success";
                    case FAILED -> "failure";
                    case ERRORED -> "error";
                    case SKIPPED -> "skip";
                }));
    }

    private void add(
            RunEvent.Start start,
            String parent,
            String name,
            Optional<? extends RunEvent> end,
            Optional<Diagnosis> why,
            Map<String, String> facts) {
        why.ifPresent(known -> {
            facts.put("error.type", known.category());
            facts.put("slipway.nature", word(known.nature()));
            facts.put("slipway.rule", known.rule());
        });
        String error = why.map(known -> known.explanation().isBlank() ? known.category() : known.explanation())
                .orElse(end.isPresent() ? "" : "unfinished");
        Instant ended = end.isPresent() ? end.get().at() : last;
        spans.add(new Span(path(start), parent, name, start.at(), ended, error, facts, List.of()));
    }

    /** A base that is tried again has the span that it had; two of one path would be one to a collector. */
    private String path(RunEvent.Start start) {
        int time = times.merge(start.span(), 1, Integer::sum);
        return time == 1 ? start.span() : start.span() + "#" + time;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
