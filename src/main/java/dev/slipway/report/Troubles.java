package dev.slipway.report;

import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.StackStory;
import dev.slipway.report.Trouble.Weight;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.AttemptEnded;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that failed in a run and was diagnosed: bases, then images in the order of the plan, then stack checks. Pure. */
public final class Troubles {
    /** The fact by which a failed build tells its Dockerfile. */
    private static final String PLACE = "place";

    private final RunReport report;
    private final Declared declared;

    private Troubles(RunReport report, Declared declared) {
        this.report = report;
        this.declared = declared;
    }

    public static List<Trouble> of(RunReport report, Declared declared) {
        return new Troubles(report, declared).all();
    }

    private List<Trouble> all() {
        List<Trouble> found = new ArrayList<>();
        List<BaseStory> bases = report.story().bases();
        for (int i = 0; i < bases.size(); i++) {
            base(bases.get(i), bases.subList(i + 1, bases.size())).ifPresent(found::add);
        }
        for (ImageStory image : report.story().images()) {
            image.attempts().forEach(attempt -> attempt(image, attempt).ifPresent(found::add));
        }
        report.story().stackChecks().forEach(check -> stackCheck(check).ifPresent(found::add));
        return found;
    }

    private Optional<Trouble> base(BaseStory base, List<BaseStory> later) {
        return base.end()
                .flatMap(end -> Optional.ofNullable(end.why()))
                .map(why -> new Trouble(
                        weight(base, later),
                        base.reference(),
                        "base " + base.reference() + " failed",
                        why,
                        "",
                        declared.of("").orElse(null),
                        ""));
    }

    private Optional<Trouble> attempt(ImageStory image, AttemptStory attempt) {
        return attempt.diagnosis()
                .map(why -> new Trouble(
                        weight(image, attempt),
                        image.name(),
                        image.name() + " failed" + which(image, attempt),
                        why,
                        attempt.failedStep().map(step -> step.start().title()).orElse(""),
                        place(report, attempt)
                                .or(() -> declared.of(image.name()))
                                .orElse(null),
                        log(attempt)));
    }

    private Optional<Trouble> stackCheck(StackStory check) {
        return check.end()
                .flatMap(end -> Optional.ofNullable(end.why()))
                .map(why -> new Trouble(
                        Weight.ERROR,
                        "stack",
                        "stack check '" + check.name() + "' failed",
                        why,
                        "",
                        declared.of(Declared.stackCheck(check.name())).orElse(null),
                        check.start().span().replace('/', '-') + ".log"));
    }

    private Weight weight(BaseStory base, List<BaseStory> later) {
        if (later.stream().anyMatch(other -> other.reference().equals(base.reference()))) {
            return Weight.NOTE;
        }
        return base.standIn().isPresent() || report.ending().good() ? Weight.WARNING : Weight.ERROR;
    }

    private static Weight weight(ImageStory image, AttemptStory attempt) {
        boolean again = image.attempts().stream()
                .anyMatch(other -> other.variant().equals(attempt.variant())
                        && other.start().number() > attempt.start().number());
        if (again) {
            return Weight.NOTE;
        }
        return image.status().equals(Optional.of(ImageStatus.FAILED)) ? Weight.ERROR : Weight.WARNING;
    }

    /** {@code  (full, attempt 2)}: only what there could be another of. */
    private static String which(ImageStory image, AttemptStory attempt) {
        int number = attempt.start().number();
        String again = number > 1 ? "attempt " + number : "";
        String rung = image.hasLadder() ? attempt.variant() : "";
        String both = rung + (rung.isEmpty() || again.isEmpty() ? "" : ", ") + again;
        return both.isEmpty() ? "" : " (" + both + ")";
    }

    /** The Dockerfile, and its line where that is known, at which the build of an attempt failed. */
    public static Optional<Place> place(RunReport report, AttemptStory attempt) {
        return attempt.steps().stream()
                .flatMap(step -> step.end().stream())
                .flatMap(end -> Optional.ofNullable(end.facts().get(PLACE)).stream())
                .findFirst()
                .flatMap(told -> Place.parse(told, report.root()));
    }

    /** The name of an attempt's log; the folder may have been moved since. Empty where there is none. */
    public static String log(AttemptStory attempt) {
        return attempt.end()
                .map(AttemptEnded::log)
                .filter(log -> !log.isBlank())
                .map(log -> log.substring(log.lastIndexOf(File.separatorChar) + 1))
                .orElse("");
    }
}
