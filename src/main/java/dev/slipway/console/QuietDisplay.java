package dev.slipway.console;

import dev.slipway.journal.StoryListener;
import dev.slipway.run.RunEvent;
import java.time.Instant;

/** Silent until the run has ended; then what failed, what is degraded, and the verdict. */
final class QuietDisplay implements Display {
    private final Place place;
    private final Look look;
    private final StoryListener telling = new StoryListener();

    QuietDisplay(Place place, Look look) {
        this.place = place;
        this.look = look;
    }

    @Override
    public void on(RunEvent event) {
        telling.on(event);
        if (!(event instanceof RunEvent.RunEnded)) {
            return;
        }
        String journal = telling.story()
                .start()
                .map(start -> place.journal().apply(start.run()))
                .orElse("");
        for (Line line : new Summary(telling.story(), journal, Integer.MAX_VALUE, look).brief()) {
            place.out().print(line.print(look) + "\n");
        }
        place.out().flush();
    }

    @Override
    public void tick(Instant now) {}

    @Override
    public void close() {
        place.out().flush();
    }
}
