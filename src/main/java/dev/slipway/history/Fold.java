package dev.slipway.history;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.run.Inventory;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.BaseStarted;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.ImageStarted;
import dev.slipway.run.RunEvent.InventoryTaken;
import dev.slipway.run.RunEvent.Noticed;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.StackCheckEnded;
import dev.slipway.run.RunEvent.StackCheckStarted;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.RunListener;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One journal, as it is told, to rows. In memory is only what has begun and not ended, and one line for each image: a journal
 * may be longer than the memory there is. Everything happens in the transaction of the handle.
 */
final class Fold implements RunListener {
    private final Handle handle;
    private final long key;
    private final Lists lists;
    private final Inserts images;
    private final Inserts attempts;
    private final Inserts steps;
    private final Inserts bases;
    private final Inserts stackChecks;
    private final Inserts notices;

    private final Map<String, OpenAttempt> openAttempts = new LinkedHashMap<>();
    private final Map<String, OpenStep> openSteps = new LinkedHashMap<>();
    private final Map<String, Begun<BaseStarted>> openBases = new LinkedHashMap<>();
    private final Map<String, Begun<StackCheckStarted>> openStacks = new LinkedHashMap<>();
    private final Map<String, Fate> fates = new LinkedHashMap<>();
    private final Set<String> fingerprints = new LinkedHashSet<>();
    private int positions;
    private @Nullable RunStarted start;
    private @Nullable RunEnded end;
    private Instant last = Instant.EPOCH;

    Fold(Handle handle, long key) {
        this.handle = handle;
        this.key = key;
        lists = new Lists(handle);
        images = new Inserts(handle, "image", 11);
        attempts = new Inserts(handle, "attempt", 18);
        steps = new Inserts(handle, "step", 11);
        bases = new Inserts(handle, "base", 10);
        stackChecks = new Inserts(handle, "stack_check", 9);
        notices = new Inserts(handle, "notice", 5);
    }

    private record OpenAttempt(int position, AttemptStarted start, @Nullable Inventory inventory) {}

    private record OpenStep(int position, StepStarted start, @Nullable Integer attempt, @Nullable Integer stack) {}

    private record Begun<T>(int position, T start) {}

    /** What is known of one image so far. */
    private record Fate(PlannedImage plan, @Nullable ImageStarted start, @Nullable ImageEnded end) {}

    @Override
    public void on(RunEvent event) {
        if (event.at().isAfter(last)) {
            last = event.at();
        }
        switch (event) {
            case RunStarted it -> began(it);
            case RunEnded it -> end = it;
            case BaseStarted it -> openBases.put(it.span(), new Begun<>(positions++, it));
            case BaseEnded it -> baseEnded(it);
            case ImageStarted it -> {
                Fate fate = fate(it.image());
                fates.put(it.image(), new Fate(fate.plan(), it, fate.end()));
            }
            case ImageEnded it -> {
                Fate fate = fate(it.image());
                fates.put(it.image(), new Fate(fate.plan(), fate.start(), it));
            }
            case AttemptStarted it -> attemptStarted(it);
            case InventoryTaken it ->
                openAttempts.computeIfPresent(
                        it.span(), (span, open) -> new OpenAttempt(open.position(), open.start(), it.inventory()));
            case AttemptEnded it -> {
                OpenAttempt open = openAttempts.remove(it.span());
                if (open != null) {
                    addAttempt(open, it);
                }
            }
            case StepStarted it -> stepStarted(it);
            case StepEnded it -> {
                OpenStep open = openSteps.remove(it.span());
                if (open != null) {
                    addStep(open, it);
                }
            }
            case StackCheckStarted it -> openStacks.put(it.span(), new Begun<>(positions++, it));
            case StackCheckEnded it -> {
                Begun<StackCheckStarted> open = openStacks.remove(it.span());
                if (open != null) {
                    addStack(open, it);
                }
            }
            case Noticed it -> notices.row(key, positions++, it.at().toEpochMilli(), word(it.level()), it.text());
            case RunEvent.PromotionStarted it -> {}
            case RunEvent.PromotionEnded it -> {}
            case RunEvent.RetryScheduled it -> {}
            case RunEvent.FellBack it -> {}
            case RunEvent.RemoteAvoided it -> {}
            case RunEvent.RemoteAnswered it -> {}
            case RunEvent.StepProgressed it -> {}
            case RunEvent.StepPrinted it -> {}
        }
    }

    /** How the journal began; empty when it lost its beginning, and nothing can be made of it. */
    Optional<RunStarted> start() {
        return Optional.ofNullable(start);
    }

    boolean ended() {
        return end != null;
    }

    /** From what images were made, by fingerprint. */
    Set<String> fingerprints() {
        return fingerprints;
    }

    /** Writes what is left, and the run itself. {@code unfinished} counts where the journal tells no end. */
    Ending finish(RunStarted begun, String id, String place, Ending unfinished) {
        openSteps.values().forEach(open -> addStep(open, null));
        openAttempts.values().forEach(open -> addAttempt(open, null));
        openStacks.values().forEach(open -> addStack(open, null));
        int position = 0;
        for (Fate fate : fates.values()) {
            addImage(position++, fate);
        }
        Provenance provenance = begun.provenance() == null ? Provenance.UNKNOWN : begun.provenance();
        Ending ending = end == null ? unfinished : Ending.valueOf(end.verdict().name());
        Duration took = end == null ? Duration.between(begun.at(), last) : end.took();
        Inserts runs = new Inserts(handle, "run", 13);
        runs.row(
                key,
                id,
                place,
                begun.pipeline(),
                begun.command(),
                begun.at().toEpochMilli(),
                took.toMillis(),
                ending.name(),
                end == null ? "" : end.summary(),
                begun.engine(),
                provenance.slipway(),
                provenance.commit(),
                provenance.dirty() ? 1 : 0);
        // A step is written as it ends, and the run when all is known: the keys are looked at when the transaction
        // ends.
        List.of(runs, images, attempts, steps, bases, stackChecks, notices).forEach(Inserts::flush);
        return ending;
    }

    private void began(RunStarted event) {
        if (start != null) {
            return;
        }
        start = event;
        event.images().forEach(plan -> fates.put(plan.name(), new Fate(plan, null, null)));
    }

    /** An image that no plan announced is told all the same: a journal may have lost a line. */
    private Fate fate(String image) {
        Fate known = fates.get(image);
        return known != null ? known : new Fate(new PlannedImage(image, "", "", List.of(), List.of()), null, null);
    }

    private void baseEnded(BaseEnded event) {
        Begun<BaseStarted> open = openBases.remove(event.span());
        Diagnosis why = event.why();
        bases.row(
                key,
                open == null ? positions++ : open.position(),
                event.reference(),
                event.id() == null ? "" : event.id(),
                event.how(),
                event.standIn(),
                event.took().toMillis(),
                category(why),
                nature(why),
                Json.of(why));
    }

    private void attemptStarted(AttemptStarted event) {
        fates.putIfAbsent(event.image(), fate(event.image()));
        openAttempts.put(event.span(), new OpenAttempt(positions++, event, null));
        if (event.fingerprint() != null) {
            fingerprints.add(event.fingerprint());
        }
    }

    private void stepStarted(StepStarted event) {
        Integer attempt = openAttempts.entrySet().stream()
                .filter(open -> event.span().startsWith(open.getKey() + "/"))
                .map(open -> open.getValue().position())
                .findFirst()
                .orElse(null);
        Integer stack = openStacks.entrySet().stream()
                .filter(open -> event.span().startsWith(open.getKey() + "/"))
                .map(open -> open.getValue().position())
                .findFirst()
                .orElse(null);
        openSteps.put(event.span(), new OpenStep(positions++, event, attempt, stack));
    }

    private void addStep(OpenStep open, @Nullable StepEnded ending) {
        steps.row(
                key,
                open.position(),
                open.attempt(),
                open.stack(),
                word(open.start().kind()),
                open.start().title(),
                open.start().at().toEpochMilli(),
                ending == null ? 0 : ending.took().toMillis(),
                ending == null ? null : ending.status().name(),
                ending == null ? "" : ending.detail(),
                Json.of(ending == null ? Map.of() : ending.facts()));
    }

    private void addAttempt(OpenAttempt open, @Nullable AttemptEnded ending) {
        AttemptStarted began = open.start();
        Inventory inventory = open.inventory();
        Diagnosis why = ending == null ? null : ending.why();
        attempts.row(
                key,
                open.position(),
                began.image(),
                began.variant(),
                began.number(),
                began.fingerprint() == null ? "" : began.fingerprint(),
                began.at().toEpochMilli(),
                ending == null ? 0 : ending.took().toMillis(),
                ending == null ? null : ending.status().name(),
                category(why),
                nature(why),
                Json.of(why),
                ending == null ? "" : ending.log(),
                inventory == null ? "" : inventory.id(),
                inventory == null ? 0L : inventory.bytes(),
                inventory == null ? null : lists.packages(inventory),
                inventory == null ? null : lists.layers(inventory),
                inventory == null ? "[]" : Json.of(inventory.unasked()));
    }

    private void addStack(Begun<StackCheckStarted> open, @Nullable StackCheckEnded ending) {
        Diagnosis why = ending == null ? null : ending.why();
        stackChecks.row(
                key,
                open.position(),
                open.start().name(),
                ending == null ? null : ending.status().name(),
                ending == null ? 0 : ending.took().toMillis(),
                ending == null ? "" : ending.detail(),
                category(why),
                nature(why),
                Json.of(why));
    }

    private void addImage(int position, Fate fate) {
        ImageEnded ending = fate.end();
        String began = fate.start() == null ? "" : fate.start().cause();
        images.row(
                key,
                fate.plan().name(),
                position,
                began.isEmpty() ? fate.plan().cause() : began,
                Json.of(fate.plan().variants()),
                ending == null ? null : ending.status().name(),
                ending == null ? "" : ending.result().variant(),
                ending == null ? "" : ending.result().id(),
                ending == null ? 0L : ending.result().bytes(),
                ending == null ? 0 : ending.took().toMillis(),
                ending == null ? "" : ending.reason());
    }

    private static String category(@Nullable Diagnosis why) {
        return why == null ? "" : why.category();
    }

    private static String nature(@Nullable Diagnosis why) {
        return why == null ? "" : word(why.nature());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
