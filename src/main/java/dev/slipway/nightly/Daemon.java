package dev.slipway.nightly;

import dev.slipway.engine.StopSignal;
import dev.slipway.run.Ticker;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Sees to it that there is a night whenever one is due, for as long as nobody raises the stop signal: for containers, which have
 * neither systemd nor cron. By {@code place} goes its part of the jitter. One thread, which waits or works.
 */
public record Daemon(String place, Ticker ticker, StopSignal stop) {
    /** One night, from its beginning to its end. */
    @FunctionalInterface
    public interface Work {
        /** The schedule that is known by now; empty where nothing new is. */
        Optional<Schedule> run();
    }

    /** What is done at the start: at once, because it was asked for; one that was missed; nothing. */
    public enum Start {
        NOW,
        CATCH_UP,
        WAIT
    }

    /**
     * Blocks until the signal is raised.
     *
     * @param first the schedule as long as no night says another
     * @param last what is known of earlier nights
     * @param next is told the time of each night before it is waited for
     */
    public void go(Schedule first, Start start, LastNight last, Consumer<Instant> next, Work work) {
        Schedule schedule = first;
        Instant began = ticker.now();
        boolean atOnce =
                switch (start) {
                    case NOW -> true;
                    case CATCH_UP -> last.began() != null && last.isDue(schedule, began);
                    case WAIT -> false;
                };
        if (atOnce) {
            schedule = work.run().orElse(schedule);
        }
        while (!stop.raised()) {
            Instant now = ticker.now();
            Instant due = schedule.isDue(began, now) ? schedule.latest(now) : schedule.next(now);
            Instant begins = due.plus(schedule.share(place));
            next.accept(begins);
            if (new Pause(ticker, stop).until(begins)) {
                began = ticker.now();
                schedule = work.run().orElse(schedule);
            }
        }
    }
}
