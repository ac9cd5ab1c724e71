package dev.slipway.console;

import dev.slipway.journal.ImageStory;
import dev.slipway.journal.RunStory;
import dev.slipway.journal.StoryListener;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines that are only ever appended, each beginning with whom it is about: for files, CI systems and screen readers.
 * Lines are never broken or cut to a width, for whatever shows them does that better.
 */
final class PlainDisplay implements Display {
    private static final int WIDEST_NAME = 20;
    /** A diagnosis further up than this is told again at the end. */
    private static final int OUT_OF_SIGHT = 25;

    private final Place place;
    private final Look look;
    private final StoryListener telling = new StoryListener();
    private final Activity activity = new Activity();
    private final Heartbeat heartbeat = new Heartbeat(activity);
    private final Map<String, Integer> diagnosed = new HashMap<>();
    private PlainLines wording;
    private int printed;

    PlainDisplay(Place place, Look look) {
        this.place = place;
        this.look = look;
        this.wording = new PlainLines(look, "warning".length());
    }

    @Override
    public void on(RunEvent event) {
        telling.on(event);
        if (event instanceof RunStarted start) {
            wording = new PlainLines(look, nameColumns(start));
        }
        List<Line> lines = wording.of(event, telling.story(), activity);
        activity.on(event);
        heartbeat.on(event, !lines.isEmpty());
        print(lines);
        if (event instanceof RunEvent.AttemptEnded end && end.why() != null) {
            diagnosed.put(end.image(), printed);
        }
        if (event instanceof RunEvent.RunEnded) {
            print(List.of(Line.EMPTY));
            print(summary(telling.story()));
        }
    }

    @Override
    public void tick(Instant now) {
        for (Heartbeat.Beat beat : heartbeat.due(now)) {
            print(List.of(wording.still(
                    beat.owner(),
                    beat.running(),
                    Duration.between(beat.running().since(), now))));
        }
    }

    @Override
    public void close() {
        place.out().flush();
    }

    private List<Line> summary(RunStory story) {
        String journal =
                story.start().map(start -> place.journal().apply(start.run())).orElse("");
        return new Summary(story, journal, Integer.MAX_VALUE, look).lines(this::outOfSight);
    }

    private boolean outOfSight(ImageStory image) {
        return Optional.ofNullable(diagnosed.get(image.name()))
                .filter(line -> printed - line > OUT_OF_SIGHT)
                .isPresent();
    }

    private void print(List<Line> lines) {
        for (Line line : lines) {
            place.out().print(line.print(look) + "\n");
        }
        printed += lines.size();
        if (!lines.isEmpty()) {
            place.out().flush();
        }
    }

    private static int nameColumns(RunStarted start) {
        int widest = start.images().stream()
                .map(PlannedImage::name)
                .mapToInt(Columns::of)
                .max()
                .orElse(0);
        return Math.clamp(widest, "warning".length(), WIDEST_NAME);
    }
}
