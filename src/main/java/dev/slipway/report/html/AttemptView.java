package dev.slipway.report.html;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.AttemptStory;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.LogView.Scope;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.RunEvent.AttemptEnded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try of one variant. */
record AttemptView(
        String anchor,
        String variant,
        int number,
        Badge badge,
        String took,
        @Nullable DiagnosisView diagnosis,
        List<StepView> steps,
        LogView log) {
    AttemptView {
        steps = List.copyOf(steps);
    }

    static AttemptView of(RunReport report, AttemptStory attempt, Anchors anchors, Clock clock, Scope scope) {
        Duration took = attempt.end()
                .map(AttemptEnded::took)
                .orElseGet(() -> Duration.between(attempt.start().at(), clock.ended()));
        Optional<Diagnosis> why = attempt.diagnosis();
        List<Quote> quotes = why.map(Diagnosis::quotes).orElse(List.of());
        String anchor = anchors.attempt(attempt);
        LogView log = LogView.of(report, logName(attempt), anchor, quotes, scope);
        return new AttemptView(
                anchor,
                Legible.line(attempt.variant()),
                attempt.start().number(),
                Badge.ofStep(attempt.status(), scope.alive()),
                Words.took(took),
                why.map(it -> DiagnosisView.of(it, log.excerpt())).orElse(null),
                StepView.of(attempt.steps(), attempt.start().at(), took, scope),
                log);
    }

    /** An attempt that has not ended has not told its log yet; its name is no secret, though. */
    private static String logName(AttemptStory attempt) {
        var start = attempt.start();
        String told = attempt.end()
                .map(end -> Path.of(end.log()).getFileName())
                .map(Path::toString)
                .orElse("");
        return told.isEmpty() ? start.image() + "-" + start.variant() + "-" + start.number() + ".log" : told;
    }

    Optional<DiagnosisView> why() {
        return Optional.ofNullable(diagnosis);
    }
}
