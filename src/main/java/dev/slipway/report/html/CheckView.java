package dev.slipway.report.html;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.StackStory;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.LogView.Scope;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.RunEvent.StackCheckEnded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A check over several running images. */
record CheckView(
        String anchor,
        String name,
        Badge badge,
        String took,
        String detail,
        @Nullable DiagnosisView diagnosis,
        List<StepView> steps,
        LogView log) {
    CheckView {
        steps = List.copyOf(steps);
    }

    static CheckView of(RunReport report, StackStory check, Anchors anchors, Clock clock, Scope scope) {
        Duration took = check.end()
                .map(StackCheckEnded::took)
                .orElseGet(() -> Duration.between(check.start().at(), clock.ended()));
        Optional<Diagnosis> why = check.end().flatMap(end -> Optional.ofNullable(end.why()));
        List<Quote> quotes = why.map(Diagnosis::quotes).orElse(List.of());
        String name = check.start().span().replace('/', '-') + ".log";
        LogView log = LogView.of(report, name, anchors.check(check), quotes, scope);
        return new CheckView(
                anchors.check(check),
                Legible.line(check.name()),
                Badge.ofStep(check.status(), scope.alive()),
                Words.took(took),
                Legible.line(check.end().map(StackCheckEnded::detail).orElse("")),
                why.map(it -> DiagnosisView.of(it, log.excerpt())).orElse(null),
                StepView.of(check.steps(), check.start().at(), took, scope),
                log);
    }

    Optional<DiagnosisView> why() {
        return Optional.ofNullable(diagnosis);
    }
}
