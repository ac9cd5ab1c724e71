package dev.slipway.nightly;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of one subject: how it stood, what this night saw, how it stands now, and whether that is news. {@code another} says that the day
 * has had no night before. Pure.
 */
record Progress(Instant began, boolean another, int failAfter) {
    /** {@code standing} is null for what was never seen. */
    record Step(@Nullable Standing standing, @Nullable Transition news) {
        Optional<Transition> transition() {
            return Optional.ofNullable(news);
        }
    }

    Step of(Subject subject, @Nullable Standing was, Sight sight) {
        return switch (sight) {
            case Sight.Nothing nothing -> new Step(was, null);
            case Sight.Good good -> good(subject, was);
            case Sight.Bad(Trouble trouble) -> bad(subject, was, trouble);
            case Sight.Fallen(String variant, Trouble trouble) -> fallen(subject, was, variant, trouble);
        };
    }

    private Step good(Subject subject, @Nullable Standing was) {
        if (was == null) {
            return new Step(new Standing.Good(subject, began), null);
        }
        return switch (was) {
            case Standing.Good good -> new Step(good, null);
            case Standing.Failing failing ->
                new Step(
                        new Standing.Good(subject, began),
                        spare(subject)
                                ? new Transition.SpareMended(subject, failing.nights(), failing.since())
                                : new Transition.Recovered(subject, failing.nights(), failing.since()));
            case Standing.Degraded degraded ->
                new Step(
                        new Standing.Good(subject, began),
                        new Transition.ClimbedBack(subject, degraded.nights(), degraded.since()));
        };
    }

    private Step bad(Subject subject, @Nullable Standing was, Trouble trouble) {
        if (was instanceof Standing.Failing failing) {
            Standing still =
                    new Standing.Failing(subject, failing.since(), failing.nights() + more(), trouble, failing.owed());
            boolean same = failing.trouble().category().equals(trouble.category());
            return new Step(
                    still,
                    same || spare(subject) ? null : new Transition.FailsOtherwise(subject, trouble, failing.trouble()));
        }
        Standing.Degraded owed = was instanceof Standing.Degraded degraded ? degraded : null;
        return new Step(
                new Standing.Failing(subject, began, 1, trouble, owed),
                spare(subject)
                        ? new Transition.SpareBroken(subject, trouble)
                        : new Transition.NewFailure(subject, trouble));
    }

    private Step fallen(Subject subject, @Nullable Standing was, String variant, Trouble trouble) {
        Standing.Degraded before = owed(was);
        Standing.Degraded now = before == null
                ? new Standing.Degraded(subject, began, 1, variant, trouble, failAfter)
                : new Standing.Degraded(subject, before.since(), before.nights() + more(), variant, trouble, failAfter);
        if (now.due() && (before == null || !before.due())) {
            return new Step(now, debt(now));
        }
        if (was instanceof Standing.Degraded) {
            return new Step(now, null);
        }
        int failed = was instanceof Standing.Failing failing ? failing.nights() : 0;
        return new Step(now, new Transition.Degraded(subject, variant, trouble, failed));
    }

    private static Standing.@Nullable Degraded owed(@Nullable Standing was) {
        if (was instanceof Standing.Failing failing) {
            return failing.owed();
        }
        return was instanceof Standing.Degraded degraded ? degraded : null;
    }

    private int more() {
        return another ? 1 : 0;
    }

    private static Transition debt(Standing.Degraded degraded) {
        return new Transition.DebtDue(
                degraded.subject(), degraded.variant(), degraded.nights(), degraded.since(), degraded.trouble());
    }

    private static boolean spare(Subject subject) {
        return subject.kind() == Subject.Kind.SPARE;
    }
}
