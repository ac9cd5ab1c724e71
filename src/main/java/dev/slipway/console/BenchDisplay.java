package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.workbench.BenchEvent;
import dev.slipway.workbench.BenchListener;
import java.util.List;

/**
 * A stack that is worked on, told to a person or a program: what its containers say, line by line, and between that what
 * changes led to. Lines are only ever appended, at a terminal too, so that one can scroll back.
 */
public final class BenchDisplay implements BenchListener {
    private final Place place;
    private final boolean talkative;
    private BenchWords words;

    private BenchDisplay(Place place, boolean talkative) {
        this.place = place;
        this.talkative = talkative;
        this.words = new BenchWords(place.surroundings().look(), List.of());
    }

    public static BenchListener create(OutputMode asked, Place place) {
        return switch (place.surroundings().resolve(asked)) {
            case TTY, AUTO, PLAIN -> new BenchDisplay(place, true);
            case QUIET -> new BenchDisplay(place, false);
            case JSON -> new BenchJson(place.out());
        };
    }

    @Override
    public void on(BenchEvent event) {
        if (event instanceof BenchEvent.Opened opened) {
            words = new BenchWords(place.surroundings().look(), opened.roles());
        }
        boolean loud =
                switch (event) {
                    case BenchEvent.Died it -> true;
                    case BenchEvent.BuildFailed it -> true;
                    case BenchEvent.NotReady it -> true;
                    case BenchEvent.Noticed it -> it.warning();
                    case BenchEvent.Stopped it -> !it.left().isEmpty();
                    case BenchEvent.Printed it -> false;
                    case BenchEvent.Opened it -> false;
                    case BenchEvent.Started it -> false;
                    case BenchEvent.Ready it -> false;
                    case BenchEvent.LeftToProgram it -> false;
                    case BenchEvent.Restarted it -> false;
                    case BenchEvent.BuildStarted it -> false;
                    case BenchEvent.Rebuilt it -> false;
                    case BenchEvent.Stopping it -> false;
                };
        if (loud || talkative) {
            print(words.of(event));
        }
    }

    private void print(List<Line> lines) {
        lines.forEach(line -> place.out().print(line.print(place.surroundings().look()) + "\n"));
        if (!lines.isEmpty()) {
            place.out().flush();
        }
    }
}
