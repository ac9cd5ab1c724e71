package dev.slipway.report.html;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.LogView.Scope;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.Inventory;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.StepStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One image of the plan and all that is told of it. {@code search} is what a filter looks through, in lower case. */
record ImageView(
        String anchor,
        String name,
        Badge badge,
        String line,
        String cause,
        String needs,
        String reason,
        String id,
        List<Rung> ladder,
        List<AttemptView> attempts,
        @Nullable DriftView drifted,
        @Nullable InventoryView inventory,
        String search) {
    ImageView {
        ladder = List.copyOf(ladder);
        attempts = List.copyOf(attempts);
    }

    /** One variant of the ladder and what became of it. */
    record Rung(String variant, Badge badge) {}

    static ImageView of(RunReport report, ImageStory image, Anchors anchors, Clock clock, Scope scope) {
        Badge badge = Badge.of(image.status(), scope.alive());
        Result result = image.end().map(ImageEnded::result).orElse(Result.NONE);
        String line = Stream.of(
                        result.variant().isEmpty() ? "" : "by " + Legible.line(result.variant()),
                        image.end().map(end -> Words.took(end.took())).orElse(""),
                        result.bytes() > 0 ? Words.bytes(result.bytes()) : "")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
        return new ImageView(
                anchors.image(image),
                Legible.line(image.name()),
                badge,
                line,
                Legible.line(image.plan().cause()),
                Legible.line(String.join(", ", image.plan().needs())),
                Legible.text(image.end().map(ImageEnded::reason).orElse("")),
                Legible.line(result.id()),
                ladder(image, scope.alive()),
                image.attempts().stream()
                        .map(attempt -> AttemptView.of(report, attempt, anchors, clock, scope))
                        .toList(),
                report.drift(image.name()).map(DriftView::of).orElse(null),
                inventory(image, result)
                        .map(taken -> InventoryView.of(taken, scope.packages()))
                        .orElse(null),
                search(report, image, badge));
    }

    /** Of the attempt that it is proven by, else of the last one that got so far; never of a spare rung. */
    private static Optional<Inventory> inventory(ImageStory image, Result result) {
        Stream<AttemptStory> proving = image.attempts().reversed().stream()
                .filter(attempt -> attempt.variant().equals(result.variant()))
                .filter(attempt -> attempt.status().equals(Optional.of(StepStatus.PASSED)));
        return Stream.concat(proving, image.climb().reversed().stream())
                .flatMap(attempt -> attempt.inventory().stream())
                .findFirst();
    }

    private static List<Rung> ladder(ImageStory image, boolean alive) {
        if (!image.hasLadder()) {
            return List.of();
        }
        return image.plan().variants().stream()
                .map(variant -> new Rung(Legible.line(variant), fate(image, variant, alive)))
                .toList();
    }

    private static Badge fate(ImageStory image, String variant, boolean alive) {
        List<AttemptStory> tries = image.attempts().stream()
                .filter(attempt -> attempt.variant().equals(variant))
                .toList();
        boolean kept = image.end()
                .filter(end -> end.result().variant().equals(variant))
                .isPresent();
        if (tries.isEmpty()) {
            return kept ? new Badge(Tone.GOOD, "kept") : new Badge(Tone.QUIET, "not tried");
        }
        AttemptStory last = tries.getLast();
        Badge badge = Badge.ofStep(last.status(), alive);
        boolean passed = last.status().filter(StepStatus.PASSED::equals).isPresent();
        String times = tries.size() > 1 ? ", " + tries.size() + " attempts" : "";
        String why =
                last.diagnosis().map(it -> ": " + Legible.line(it.category())).orElse("");
        return passed
                ? new Badge(badge.tone(), badge.word() + times)
                : new Badge(badge.tone(), badge.word() + times + why);
    }

    private static String search(RunReport report, ImageStory image, Badge badge) {
        Stream<String> diagnoses = image.attempts().stream()
                .flatMap(attempt -> attempt.diagnosis().stream())
                .flatMap(it -> Stream.of(it.category(), it.rule(), it.explanation()));
        Stream<String> suspects = report.drift(image.name()).stream()
                .flatMap(drift -> drift.suspects().stream())
                .limit(60)
                .map(suspect -> suspect.what() + " " + suspect.now());
        Stream<String> names = Stream.concat(
                Stream.of(image.name(), badge.word(), image.plan().cause()), image.plan().variants().stream());
        return Stream.of(names, diagnoses, suspects)
                .flatMap(part -> part)
                .map(Legible::line)
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }

    /** Whether somebody who opens the page wants to see it at once. */
    boolean open() {
        return badge.tone() != Tone.GOOD;
    }

    Optional<DriftView> drift() {
        return Optional.ofNullable(drifted);
    }

    Optional<InventoryView> holds() {
        return Optional.ofNullable(inventory);
    }

    /** Why it is not as it was meant to be: the diagnosis that says so, where there is one. */
    static String trouble(ImageStory image) {
        String explained = image.lastFailedAttempt()
                .flatMap(AttemptStory::diagnosis)
                .map(Diagnosis::explanation)
                .orElse("");
        String reason = image.end().map(ImageEnded::reason).orElse("");
        return Legible.text(explained.isBlank() ? reason : explained);
    }
}
