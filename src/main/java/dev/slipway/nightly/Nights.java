package dev.slipway.nightly;

import dev.slipway.past.PastRun;
import dev.slipway.run.ImageStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state machine: nights in their order, folded into how everything stands, and what each of them changed. Nights that
 * somebody interrupted, and one that is at work, are no nights. It has no clock.
 */
public final class Nights {
    private final String pipeline;
    private final Rule rule;
    private final Changes changes;
    private final @Nullable Instant watched;

    /**
     * @param watched since when somebody sees to it that nights happen, so that they can be missed; null for nobody
     */
    public Nights(String pipeline, Rule rule, Changes changes, @Nullable Instant watched) {
        this.pipeline = pipeline;
        this.rule = rule;
        this.changes = changes;
        this.watched = watched;
    }

    /** One night, what it changed, and how everything stood after it. */
    public record Told(Night night, List<Transition> transitions, Vigil after) {
        public Told {
            transitions = List.copyOf(transitions);
        }
    }

    /**
     * All nights that were, each with what it changed.
     *
     * @param nights the oldest first
     * @param news since when drift is of interest; of earlier nights nobody asks for it
     */
    public List<Told> tell(List<Night> nights, Instant news) {
        List<Told> told = new ArrayList<>();
        Vigil vigil = Vigil.NONE;
        for (Night night : nights) {
            if (happened(night)) {
                Told next = after(vigil, night, !night.began().isBefore(news));
                told.add(next);
                vigil = next.after();
            }
        }
        return told;
    }

    private static boolean happened(Night night) {
        return switch (night) {
            case Night.Unable unable -> true;
            case Night.Ran(PastRun run) ->
                switch (run.ending()) {
                    case PROVEN, DEGRADED, FAILED, ENGINE_LOST, CUT_OFF -> true;
                    case INTERRUPTED, RUNNING -> false;
                };
        };
    }

    private Told after(Vigil before, Night night, boolean news) {
        List<Transition> transitions = new ArrayList<>();
        if (before.last() == null) {
            transitions.add(new Transition.FirstNight(itself()));
        } else {
            missed(before, night.began()).ifPresent(transitions::add);
        }
        return switch (night) {
            case Night.Unable unable -> unable(before, unable, transitions);
            case Night.Ran(PastRun run) -> ran(before, run, transitions, news);
        };
    }

    /** Of the nights that fell due after the last one, this one is the last. */
    private Optional<Transition> missed(Vigil before, Instant began) {
        List<LocalDate> due = rule.schedule()
                .map(schedule -> before.fellDue(schedule, watched, began))
                .orElse(List.of());
        return due.size() < 2
                ? Optional.empty()
                : Optional.of(new Transition.Missed(itself(), due.subList(0, due.size() - 1), ""));
    }

    private Told unable(Vigil before, Night.Unable night, List<Transition> transitions) {
        if (!before.unable()) {
            transitions.add(new Transition.Missed(itself(), List.of(rule.day(night.began())), night.why()));
        }
        Vigil fresh = new Vigil(before.standings(), first(before, night), night.began(), before.good(), false, true);
        return end(night, night.began(), before.stale(), fresh, transitions);
    }

    private boolean another(Vigil before, Instant began) {
        return before.last() == null || !rule.day(before.last()).equals(rule.day(began));
    }

    private Told ran(Vigil before, PastRun run, List<Transition> transitions, boolean news) {
        Map<Subject, Sight> sights = Sights.of(run);
        if (run.ending() == PastRun.Ending.CUT_OFF) {
            transitions.add(new Transition.CutOff(itself(), seen(run)));
        }
        Map<Subject, Standing> standings = new LinkedHashMap<>();
        Progress progress = new Progress(run.began(), another(before, run.began()), rule.failAfter());
        sights.forEach((subject, sight) -> {
            Standing was = before.of(subject).orElse(null);
            Progress.Step step = progress.of(subject, was, sight);
            step.transition().ifPresent(transitions::add);
            if (step.standing() != null) {
                standings.put(subject, step.standing());
            }
            if (news && was instanceof Standing.Good && sight instanceof Sight.Good) {
                drifted(run.id(), subject).ifPresent(transitions::add);
            }
        });
        boolean whole = sights.get(itself()) instanceof Sight.Good;
        before.standings().forEach((subject, standing) -> {
            if (!whole || stillThere(subject, run)) {
                standings.putIfAbsent(subject, standing);
            }
        });
        Instant good = run.ending().good() ? run.began() : before.good();
        Night night = new Night.Ran(run);
        Vigil fresh = new Vigil(standings, first(before, night), run.began(), good, false, false);
        return end(night, run.began().plus(run.took()), before.stale(), fresh, transitions);
    }

    /** What a whole night knows no more was taken out of the pipeline; a spare of an image that did not work may not have been tried. */
    private static boolean stillThere(Subject subject, PastRun run) {
        return subject.kind() == Subject.Kind.SPARE
                && run.image(subject.name())
                        .map(image -> image.rungs().isEmpty()
                                || !image.ended().map(ImageStatus::proven).orElse(false))
                        .orElse(false);
    }

    private Optional<Transition> drifted(String run, Subject subject) {
        return subject.kind() == Subject.Kind.IMAGE
                ? changes.unasked(run, subject).map(drift -> new Transition.Drifted(subject, drift))
                : Optional.empty();
    }

    private Told end(Night night, Instant ended, boolean staleBefore, Vigil fresh, List<Transition> transitions) {
        Optional<Instant> stale = fresh.staleSince(ended, rule.staleAfter());
        if (stale.isPresent() && !staleBefore) {
            transitions.add(new Transition.Stale(itself(), stale.get(), fresh.good() != null));
        }
        return new Told(night, transitions, stale.isPresent() ? fresh.gone() : fresh);
    }

    private static Instant first(Vigil before, Night night) {
        return before.first() == null ? night.began() : before.first();
    }

    private static String seen(PastRun run) {
        List<String> ended = run.images().stream()
                .filter(image -> image.ended().isPresent())
                .map(image ->
                        image.name() + " " + image.ended().orElseThrow().name().toLowerCase(Locale.ROOT))
                .toList();
        int left = run.images().size() - ended.size();
        return (ended.isEmpty() ? "no image was done" : String.join(", ", ended))
                + (left == 0 ? "" : "; not seen: " + left + (left == 1 ? " image" : " images"));
    }

    private Subject itself() {
        return Subject.pipeline(pipeline);
    }
}
