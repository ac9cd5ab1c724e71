package dev.slipway.nightly;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.drift.Drift;
import dev.slipway.drift.DriftWords;
import dev.slipway.nightly.Nights.Told;
import dev.slipway.notices.Notice;
import dev.slipway.past.PastRun;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a night changed, in words. Pure, but for what it asks {@code changes} and {@code flaky}. Days are of {@code zone}.
 */
public record Bulletin(String pipeline, ZoneId zone, Changes changes, Flaky flaky) {
    private static final String MAYBE = "Maybe ";
    private static final int MOST_QUOTES = 6;
    private static final int MOST_DAYS = 7;

    /** The notices of a night, in the order of its transitions. */
    public List<Notice> notices(Told told) {
        return told.transitions().stream()
                .filter(Transition::told)
                .map(transition -> notice(transition, told.night()))
                .toList();
    }

    private Notice notice(Transition transition, Night night) {
        String run = run(night);
        String moment = run.isEmpty() ? night.began().toString() : run;
        return new Notice(
                pipeline + "/" + transition.kind() + "/" + transition.subject() + "/" + moment,
                night.began(),
                pipeline,
                transition.kind(),
                transition.subject().toString(),
                pipeline + ": " + headline(transition),
                lines(transition, run),
                run);
    }

    private static String run(Night night) {
        return switch (night) {
            case Night.Ran(PastRun ran) -> ran.id();
            case Night.Unable unable -> "";
        };
    }

    /** Sentences, without a full stop, on the steps by which the subject failed in that night and that were flaky before. */
    public List<String> known(Subject subject, Night night) {
        return known(subject, run(night));
    }

    private List<String> known(Subject subject, String run) {
        return run.isEmpty() ? List.of() : flaky.steps(run, subject);
    }

    /** One line, without the pipeline's name. */
    public String headline(Transition transition) {
        String who = name(transition.subject());
        return switch (transition) {
            case Transition.NewFailure it -> who + " fails: " + it.trouble().brief();
            case Transition.FailsOtherwise it ->
                who + " fails otherwise: " + it.trouble().brief() + ", before "
                        + it.before().brief();
            case Transition.Recovered it -> who + " works again after " + nights(it.nights());
            case Transition.Degraded it ->
                who + " is degraded to '" + it.variant() + "'"
                        + (it.nights() == 0 ? "" : " after failing for " + nights(it.nights()));
            case Transition.ClimbedBack it -> who + " is back at its preferred variant after " + nights(it.nights());
            case Transition.DebtDue it ->
                who + " counts as failed: degraded to '" + it.variant() + "' for " + nights(it.nights());
            case Transition.Drifted it ->
                who + " is good, and not what it was: " + DriftWords.sentence(it.drift(), null);
            case Transition.Stale it ->
                it.everGood()
                        ? "no good night since " + day(it.since())
                        : "no good night yet, since " + day(it.since());
            case Transition.Missed it -> missed(it.days()) + (it.why().isEmpty() ? "" : ": " + it.why());
            case Transition.SpareBroken it ->
                who + " would not work: " + it.trouble().brief();
            case Transition.SpareMended it -> who + " would work again after " + nights(it.nights());
            case Transition.CutOff it -> "the night was cut off";
            case Transition.FirstNight it -> "first night: nothing was known before";
        };
    }

    private List<String> lines(Transition transition, String run) {
        List<String> lines = new ArrayList<>();
        switch (transition) {
            case Transition.NewFailure it -> add(lines, it.subject(), it.trouble(), run);
            case Transition.FailsOtherwise it -> add(lines, it.subject(), it.trouble(), run);
            case Transition.Recovered it -> lines.add("It had failed since " + day(it.since()) + ".");
            case Transition.Degraded it -> add(lines, it.subject(), it.trouble(), run);
            case Transition.ClimbedBack it -> lines.add("It had been degraded since " + day(it.since()) + ".");
            case Transition.DebtDue it -> {
                lines.add("It has been degraded since " + day(it.since())
                        + ", for as long as the pipeline bears ('degraded: {fail-after: …}').");
                add(lines, it.subject(), it.trouble(), run);
            }
            case Transition.Drifted it -> add(lines, it.drift(), null);
            case Transition.Stale it ->
                lines.add("Nobody knows whether it still can be built."
                        + " Maybe look at 'nightly status', and at what the last nights failed of.");
            case Transition.Missed it ->
                lines.add(
                        it.why().isEmpty()
                                ? "A night was due, and none was begun until the next one."
                                        + " Maybe this machine was off, or its timer is gone: 'nightly status' tells."
                                : it.why());
            case Transition.SpareBroken it -> {
                lines.add("The preferred variant works; this one would not help when it fails.");
                add(lines, it.subject(), it.trouble(), run);
            }
            case Transition.SpareMended it -> lines.add("It had not worked since " + day(it.since()) + ".");
            case Transition.CutOff it ->
                lines.add("Its process died. What it had told till then: " + it.seen()
                        + ". What it did not see is as it was.");
            case Transition.FirstNight it -> {}
        }
        return lines;
    }

    private void add(List<String> lines, Subject subject, Trouble trouble, String run) {
        lines.add(trouble.words());
        trouble.why().ifPresent(diagnosis -> add(lines, diagnosis));
        known(subject, run).forEach(step -> lines.add("Step " + step + "."));
        Optional<Drift> drift = run.isEmpty() ? Optional.empty() : changes.sinceGood(run, subject, trouble);
        drift.ifPresent(it -> add(lines, it, trouble.diagnosis()));
    }

    private static void add(List<String> lines, Diagnosis diagnosis) {
        diagnosis.quotes().stream().limit(MOST_QUOTES).forEach(quote -> lines.add("  | " + quote.text()));
        diagnosis.remedies().forEach(remedy -> lines.add(remedy.startsWith(MAYBE) ? remedy : MAYBE + small(remedy)));
    }

    private void add(List<String> lines, Drift drift, @Nullable Diagnosis why) {
        lines.add("Since " + day(drift.goodAt()) + ", when it was last good: " + DriftWords.sentence(drift, why) + ".");
        DriftWords.lines(drift).forEach(line -> lines.add("  " + line));
    }

    private static String name(Subject subject) {
        return switch (subject.kind()) {
            case PIPELINE -> "the night";
            case IMAGE -> subject.name();
            case SPARE -> "the spare variant '" + subject.part() + "' of " + subject.name();
            case CHECK -> "the stack check '" + subject.name() + "'";
        };
    }

    /** {@code the night of 2026-11-20 was missed}, or several. */
    private static String missed(List<LocalDate> days) {
        return days.size() == 1
                ? "the night of " + days.getFirst() + " was missed"
                : "the nights of " + days(days) + " were missed";
    }

    /** Days that follow one another, each by its date while they are few. */
    static String days(List<LocalDate> days) {
        return days.size() > MOST_DAYS
                ? days.getFirst() + " to " + days.getLast() + " (" + nights(days.size()) + ")"
                : days.stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    }

    String day(Instant at) {
        return LocalDate.ofInstant(at, zone).toString();
    }

    static String nights(int count) {
        return count + (count == 1 ? " night" : " nights");
    }

    private static String small(String remedy) {
        boolean word = remedy.length() > 1
                && Character.isUpperCase(remedy.charAt(0))
                && Character.isLowerCase(remedy.charAt(1));
        return word ? Character.toLowerCase(remedy.charAt(0)) + remedy.substring(1) : remedy;
    }
}
