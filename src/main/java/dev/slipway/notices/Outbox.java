package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.notices.Delivery.Fate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The notices of one pipeline, kept until they are delivered. What was put is on disk before anything is sent, and its
 * receipt is written after it was taken: whoever is told is told at least once, with the same key if it is twice. Threads
 * and processes may share the folder; one at a time sends.
 */
public final class Outbox {
    private final Shelf shelf;
    private final Post post;
    private final Clock clock;
    private final Wording wording;

    private Outbox(Shelf shelf, Post post, Clock clock) {
        this.shelf = shelf;
        this.post = post;
        this.clock = clock;
        this.wording = new Wording(post.mask());
    }

    /** @param home the folder {@code .slipway} of the project */
    public static Outbox of(Path home, String pipeline, Post post, Clock clock) {
        return new Outbox(new Shelf(home.resolve("notices").resolve(pipeline)), post, clock);
    }

    /** Which of what waits is to be tried. */
    public enum Haste {
        /** What has waited long enough since its last try. */
        WHEN_DUE,
        /** All of it. */
        NOW
    }

    /**
     * Keeps the notice for each target that wants its kind. One that was put before, by its key, is not kept again,
     * whatever became of it.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    public void put(Notice notice) {
        Notice told = wording.of(notice);
        Instant now = clock.instant();
        try {
            for (Recipient recipient : post.recipients()) {
                if (recipient.target().wants(notice.kind()) && !shelf.knows(notice.key(), recipient.id())) {
                    shelf.keep(new Waiting(
                            told, recipient.id(), wording.of(recipient.label()), recipient.place(), now, 0, now, ""));
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot keep the notice in " + shelf.folder(), unwritable);
        }
    }

    /** Who is told, by names that show nothing secret, in the order of the pipeline file. */
    public List<String> targets() {
        return post.recipients().stream()
                .map(recipient -> wording.of(recipient.label()))
                .toList();
    }

    /**
     * What was not delivered yet, the oldest first.
     *
     * @throws UncheckedIOException when the folder cannot be read
     */
    public List<Waiting> waiting() {
        try {
            return shelf.contents().waiting();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the notices in " + shelf.folder(), unreadable);
        }
    }

    /**
     * Tries to send what waits, targets side by side, each bounded in time. Refusals are part of what is returned, and
     * are no failure of the caller's.
     *
     * @throws UncheckedIOException when the folder cannot be read or written
     */
    public List<Delivery> deliver(Haste haste, StopSignal stop) {
        try {
            if (shelf.contents().equals(new Shelf.Contents(List.of(), List.of()))) {
                return List.of();
            }
            Optional<DeliveryLock> lock =
                    DeliveryLock.on(shelf.folder(), post.limits().round(), stop);
            if (lock.isEmpty()) {
                return shelf.contents().waiting().stream()
                        .map(waiting ->
                                delivery(waiting, new Fate.Waits("somebody else is sending", waiting.notBefore())))
                        .toList();
            }
            try (DeliveryLock held = lock.get()) {
                return deliverAlone(haste, stop);
            }
        } catch (IOException unusable) {
            throw new UncheckedIOException("cannot send the notices in " + shelf.folder(), unusable);
        }
    }

    /** Sends the notice to all targets, whatever kinds they want, and keeps nothing: did it arrive? */
    public List<Delivery> test(Notice notice, StopSignal stop) {
        Notice told = wording.of(notice);
        Instant now = clock.instant();
        Map<Recipient, Future<List<Delivery>>> running = new LinkedHashMap<>();
        for (Recipient recipient : post.recipients()) {
            running.put(recipient, begin(recipient, () -> {
                Waiting once = new Waiting(
                        told, recipient.id(), wording.of(recipient.label()), recipient.place(), now, 0, now, "");
                Fate fate =
                        switch (post.sendOnce(recipient, told, stop)) {
                            case Answer.Taken taken -> new Fate.Sent(wording.of(taken.remark()));
                            case Answer.Later later -> new Fate.GivenUp(wording.of(later.why()));
                            case Answer.Silent silent -> new Fate.GivenUp(wording.of(silent.why()));
                            case Answer.Refused refused -> new Fate.GivenUp(wording.of(refused.why()));
                            case Answer.Nobody nobody -> new Fate.Skipped(wording.of(nobody.why()));
                        };
                return List.of(delivery(once, fate));
            }));
        }
        return collected(List.copyOf(running.values()));
    }

    private List<Delivery> deliverAlone(Haste haste, StopSignal stop) throws IOException {
        shelf.forget(clock.instant().minus(post.limits().memory()));
        Shelf.Contents contents = shelf.contents();
        List<Delivery> deliveries = new ArrayList<>();
        for (Path damaged : contents.damaged()) {
            shelf.setAside(damaged);
            deliveries.add(new Delivery(
                    String.valueOf(damaged.getFileName()),
                    "a notice that cannot be read",
                    "nobody",
                    new Fate.GivenUp("the file is damaged; it is kept in " + shelf.givenUpFolder())));
        }
        Map<Recipient, List<Waiting>> routes = new LinkedHashMap<>();
        List<Recipient> recipients = post.recipients();
        for (Waiting waiting : contents.waiting()) {
            if (shelf.settled(waiting.notice().key(), waiting.target())) {
                shelf.drop(waiting);
                continue;
            }
            Optional<Recipient> recipient = recipient(recipients, waiting);
            if (recipient.isEmpty()) {
                deliveries.add(nowhere(waiting));
            } else {
                routes.computeIfAbsent(recipient.get(), one -> new ArrayList<>())
                        .add(moved(waiting, recipient.get()));
            }
        }
        List<Future<List<Delivery>>> running = routes.entrySet().stream()
                .map(route -> begin(route.getKey(), () -> new Round(shelf, post, clock, wording)
                        .send(route.getKey(), route.getValue(), haste, stop)))
                .toList();
        deliveries.addAll(collected(running));
        return deliveries;
    }

    /** Whom it was kept for, or who has come in that one's place in the file. */
    private Optional<Recipient> recipient(List<Recipient> recipients, Waiting waiting) {
        return recipients.stream()
                .filter(one -> one.id().equals(waiting.target()))
                .findFirst()
                .or(() -> recipients.stream()
                        .filter(one -> one.succeeds(waiting.target(), waiting.place())
                                && !shelf.knows(waiting.notice().key(), one.id()))
                        .findFirst());
    }

    private Waiting moved(Waiting waiting, Recipient recipient) throws IOException {
        if (recipient.id().equals(waiting.target())) {
            return waiting;
        }
        Waiting moved = waiting.towards(recipient);
        shelf.keep(moved);
        shelf.drop(waiting);
        return moved;
    }

    private Delivery nowhere(Waiting waiting) throws IOException {
        String why = "the target is no longer in the pipeline";
        if (clock.instant().isBefore(waiting.since().plus(post.limits().patience()))) {
            return delivery(waiting, new Fate.Waits(why, waiting.notBefore()));
        }
        shelf.givenUp(waiting.after(why, waiting.notBefore()));
        return delivery(waiting, new Fate.GivenUp(why));
    }

    static Delivery delivery(Waiting waiting, Fate fate) {
        return new Delivery(waiting.notice().key(), waiting.notice().headline(), waiting.label(), fate);
    }

    private static Future<List<Delivery>> begin(Recipient recipient, Callable<List<Delivery>> work) {
        FutureTask<List<Delivery>> task = new FutureTask<>(work);
        Thread.ofVirtual().name("slipway-notice-" + recipient.id()).start(task);
        return task;
    }

    private static List<Delivery> collected(List<Future<List<Delivery>>> running) {
        List<Delivery> deliveries = new ArrayList<>();
        for (Future<List<Delivery>> one : running) {
            try {
                deliveries.addAll(one.get());
            } catch (ExecutionException bug) {
                throw new IllegalStateException("sending a notice failed", bug.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("nobody may interrupt a delivery; raise the stop signal", interrupted);
            }
        }
        return deliveries;
    }
}
