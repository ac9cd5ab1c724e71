package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.model.Took;
import dev.slipway.stack.StackEvent;
import dev.slipway.stack.StackEvent.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One line for each role, rewritten in place while it comes up; diagnoses and the table stay. */
final class StackTty implements StackDisplay {
    private static final int WIDEST_PROSE = 120;

    private final Place place;
    private final Look look;
    private final Region region;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, State> states = new LinkedHashMap<>();
    private final List<Line> above = new ArrayList<>();
    private StackWords words;
    private String stack = "";
    private boolean going;

    private record State(Kind kind, String text, Instant since) {}

    private enum Kind {
        WAITING,
        BUSY,
        READY,
        FAILED,
        GONE
    }

    StackTty(Place place) {
        this.place = place;
        this.look = place.surroundings().look();
        this.region = new Region(place.out(), look);
        this.words = new StackWords(look, 0);
    }

    @Override
    public void on(StackEvent event) {
        turn.lock();
        try {
            hear(event);
        } finally {
            turn.unlock();
        }
    }

    private void hear(StackEvent event) {
        switch (event) {
            case StackEvent.UpStarted it -> {
                stack = it.stack();
                words = words.named(
                        it.roles().stream().map(StackEvent.Intent::role).toList());
                going = true;
                it.roles().forEach(intent -> states.put(intent.role(), wish(intent, it.at())));
            }
            case StackEvent.RoleStarted it -> put(it.role(), Kind.BUSY, "starts", it.at());
            case StackEvent.RoleAwaited it -> put(it.role(), Kind.BUSY, "waits for " + it.question(), it.at());
            case StackEvent.RoleReady it -> put(it.role(), Kind.READY, "ready after " + Took.print(it.took()), it.at());
            case StackEvent.RoleFailed it -> {
                put(it.role(), Kind.FAILED, it.why().explanation(), it.at());
                above.addAll(words.failed(it, Integer.min(screen().columns(), WIDEST_PROSE)));
            }
            case StackEvent.RoleRemoved it ->
                put(it.role(), Kind.GONE, "taken down, " + Took.print(it.took()), it.at());
            case StackEvent.Noticed it -> above.add(words.notice(it));
            case StackEvent.UpEnded it -> {
                List<Line> last = new ArrayList<>(words.table(it.roles(), screen().columns()));
                last.addAll(words.ending(stack, it));
                finish(last);
            }
            case StackEvent.DownStarted it -> {
                stack = it.stack();
                words = words.named(it.roles());
                going = true;
                it.roles().forEach(role -> put(role, Kind.WAITING, "stands", it.at()));
            }
            case StackEvent.DownEnded it -> finish(List.of(words.down(stack, it)));
        }
    }

    private static State wish(Intent intent, Instant at) {
        String cause = intent.cause().isEmpty() ? "" : ": " + intent.cause();
        return switch (intent.step()) {
            case KEEP -> new State(Kind.WAITING, "stands already", at);
            case START -> new State(Kind.WAITING, "waits for its turn", at);
            case REPLACE -> new State(Kind.WAITING, "to be replaced" + cause, at);
            case REMOVE -> new State(Kind.WAITING, "to be taken away" + cause, at);
        };
    }

    private void put(String role, Kind kind, String text, Instant at) {
        State before = states.get(role);
        Instant since = before != null && before.kind() == Kind.BUSY ? before.since() : at;
        states.put(role, new State(kind, text, since));
    }

    private void finish(List<Line> last) {
        going = false;
        above.addAll(last);
        region.finish(above, screen());
        above.clear();
    }

    @Override
    public void tick(Instant now) {
        if (!turn.tryLock()) {
            return;
        }
        try {
            if (going) {
                Screen screen = screen();
                List<Line> lines = new ArrayList<>();
                states.forEach((role, state) -> lines.add(line(role, state, now).fit(screen.columns() - 1, look)));
                int room = Integer.max(1, screen.rows() - 1);
                region.draw(above, lines.subList(0, Integer.min(room, lines.size())), screen);
                above.clear();
            }
        } finally {
            turn.unlock();
        }
    }

    private Line line(String role, State state, Instant now) {
        Line mark =
                switch (state.kind()) {
                    case WAITING -> Line.of(Tone.FAINT, Glyph.WAITING.in(look));
                    case BUSY -> Line.of(Tone.BUSY, Glyph.spinner(look, now.toEpochMilli() / 100));
                    case READY -> Line.of(Tone.GOOD, Glyph.PASSED.in(look));
                    case FAILED -> Line.of(Tone.BAD, Glyph.FAILED.in(look));
                    case GONE -> Line.of(Tone.FAINT, Glyph.SKIPPED.in(look));
                };
        Line line = mark.with(" ").with(words.about(role));
        return state.kind() == Kind.BUSY
                ? line.with(Took.soFar(Duration.between(state.since(), now)) + " ")
                        .with(Tone.FAINT, state.text())
                : line.with(state.kind() == Kind.WAITING ? Tone.FAINT : Tone.PLAIN, state.text());
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (going) {
                finish(List.of());
            }
        } finally {
            turn.unlock();
        }
    }

    private Screen screen() {
        Screen asked = place.screen().get();
        return new Screen(
                asked.columns() > 0 ? asked.columns() : Screen.USUAL.columns(),
                asked.rows() > 0 ? asked.rows() : Screen.USUAL.rows());
    }
}
