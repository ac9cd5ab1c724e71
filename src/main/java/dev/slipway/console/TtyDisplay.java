package dev.slipway.console;

import dev.slipway.journal.RunStory;
import dev.slipway.journal.StoryListener;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.FellBack;
import dev.slipway.run.RunEvent.Noticed;
import dev.slipway.run.RunEvent.RetryScheduled;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.RunStarted;
import dev.slipway.run.RunEvent.StackCheckEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A live tree at the bottom of the terminal; what is worth keeping (diagnoses, retries, fallbacks, notices) is printed
 * above it. Nothing is drawn before the first tick, so a run that is over in an instant shows its summary alone.
 */
final class TtyDisplay implements Display {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(90);
    private static final int WIDEST_PROSE = 120;

    private final Place place;
    private final Look look;
    private final Region region;
    private final StoryListener telling = new StoryListener();
    private final Activity activity = new Activity();
    private final List<Line> above = new ArrayList<>();
    private Instant lastDrawn = Instant.MIN;

    TtyDisplay(Place place, Look look) {
        this.place = place;
        this.look = look;
        this.region = new Region(place.out(), look);
    }

    @Override
    public void on(RunEvent event) {
        telling.on(event);
        activity.on(event);
        if (event instanceof RunEnded) {
            above.add(Line.EMPTY);
            above.addAll(summary());
            region.finish(above, screen());
            above.clear();
        } else {
            above.addAll(kept(event));
        }
    }

    @Override
    public void tick(Instant now) {
        RunStory story = telling.story();
        boolean early = lastDrawn.isAfter(now.minus(BETWEEN_DRAWINGS)) && !lastDrawn.isAfter(now);
        if (early || story.start().isEmpty() || story.end().isPresent()) {
            return;
        }
        lastDrawn = now;
        Screen screen = screen();
        region.draw(above, new LiveView(story, activity, look, now).lines(screen), screen);
        above.clear();
    }

    @Override
    public void close() {
        region.finish(above, screen());
        above.clear();
    }

    /** What an event leaves on the screen for good. */
    private List<Line> kept(RunEvent event) {
        PlainLines plain = new PlainLines(look, 0);
        return switch (event) {
            case RunStarted it -> wrapped(PlainLines.opening(it));
            case AttemptEnded it ->
                story().image(it.image())
                        .flatMap(image -> image.lastAttempt().flatMap(attempt -> Failure.of(image, attempt)))
                        .map(failure -> failure.with(activity.lastFailure("image/" + it.image())))
                        .map(this::block)
                        .orElse(List.of());
            case BaseEnded it ->
                story().bases().stream()
                        .filter(base -> base.end().equals(Optional.of(it)))
                        .flatMap(base -> Failure.of(base).stream())
                        .flatMap(failure -> block(failure).stream())
                        .toList();
            case StackCheckEnded it ->
                story().stackChecks().stream()
                        .filter(check -> check.end().equals(Optional.of(it)))
                        .flatMap(check -> Failure.of(check).stream())
                        .flatMap(failure -> block(failure).stream())
                        .toList();
            case RetryScheduled it ->
                wrapped(Line.of(Tone.STRONG, it.image() + " ").with(plain.retry(it, story())));
            case FellBack it -> wrapped(Line.of(Tone.STRONG, it.image() + " ").with(plain.fallback(it)));
            case RunEvent.RemoteAvoided it -> wrapped(plain.avoided(it));
            case RunEvent.RemoteAnswered it -> wrapped(plain.answered(it));
            case RunEvent.InventoryTaken it -> List.of();
            case Noticed it -> wrapped(plain.notice(it));
            case RunEvent.Start it -> List.of();
            case RunEvent.End it -> List.of();
            case RunEvent.StepProgressed it -> List.of();
            case RunEvent.StepPrinted it -> List.of();
        };
    }

    private List<Line> wrapped(Line line) {
        return line.wrap(Integer.min(screen().columns(), WIDEST_PROSE), 2);
    }

    private List<Line> block(Failure failure) {
        return failure.lines(Integer.min(screen().columns(), WIDEST_PROSE), look);
    }

    private List<Line> summary() {
        RunStory story = story();
        String journal =
                story.start().map(start -> place.journal().apply(start.run())).orElse("");
        // The diagnoses stand above, in the terminal's own history.
        return new Summary(story, journal, screen().columns(), look).lines(image -> false);
    }

    private RunStory story() {
        return telling.story();
    }

    /** A terminal that does not know its size says 0. */
    private Screen screen() {
        Screen asked = place.screen().get();
        int columns =
                asked.columns() > 0 ? asked.columns() : place.surroundings().columns();
        return new Screen(
                columns > 0 ? columns : Screen.USUAL.columns(), asked.rows() > 0 ? asked.rows() : Screen.USUAL.rows());
    }
}
