package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.stack.StackListener;
import java.time.Instant;

/**
 * The story of a stack, told to a person or a program as it happens. Events come from one thread at a time; {@link #tick}
 * and {@link #close} may come from another.
 */
public interface StackDisplay extends StackListener, AutoCloseable {
    /** Lets time pass on the screen. */
    void tick(Instant now);

    /** Leaves the terminal as it was found. */
    @Override
    void close();

    static StackDisplay create(OutputMode asked, Place place) {
        return switch (place.surroundings().resolve(asked)) {
            case TTY -> new StackTty(place);
            case AUTO, PLAIN -> new StackPlain(place, true);
            case QUIET -> new StackPlain(place, false);
            case JSON -> new StackJson(place.out());
        };
    }
}
