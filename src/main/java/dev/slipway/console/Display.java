package dev.slipway.console;

import dev.slipway.run.RunListener;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A run, told to a person or a program as it happens. Events come from one thread at a time; {@link #tick} and
 * {@link #close} may come from any other. Nothing here throws, waits or owns a thread.
 */
public interface Display extends RunListener, AutoCloseable {
    /** Lets time pass on the screen. To be called about ten times a second; more often does no harm. */
    void tick(Instant now);

    /** Leaves the terminal as it was found, in the middle of a run too. Later events and ticks are ignored. */
    @Override
    void close();

    /**
     * Where a display writes and what it knows of the place. {@code screen} is asked again before every drawing.
     * {@code journal} gives the path of a run's journal by the run's id, as it is to be shown; an empty one is not shown.
     */
    record Place(PrintWriter out, Surroundings surroundings, Supplier<Screen> screen, UnaryOperator<String> journal) {}

    /** A display for the mode asked for. */
    static Display create(OutputMode asked, Place place) {
        Look look = place.surroundings().look();
        Display display =
                switch (place.surroundings().resolve(asked)) {
                    case TTY -> new TtyDisplay(place, look);
                    case AUTO, PLAIN -> new PlainDisplay(place, look);
                    case JSON -> new JsonDisplay(place.out());
                    case QUIET -> new QuietDisplay(place, look);
                };
        return new GuardedDisplay(display);
    }
}
