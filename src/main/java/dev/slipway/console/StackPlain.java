package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.stack.StackEvent;
import java.time.Instant;
import java.util.List;

/** Lines that are only ever appended; when it is not talkative, failures and the table alone. */
final class StackPlain implements StackDisplay {
    private final Place place;
    private final boolean talkative;
    private StackWords words;
    private String stack = "";

    StackPlain(Place place, boolean talkative) {
        this.place = place;
        this.talkative = talkative;
        this.words = new StackWords(place.surroundings().look(), 0);
    }

    @Override
    public synchronized void on(StackEvent event) {
        switch (event) {
            case StackEvent.UpStarted it -> {
                stack = it.stack();
                words = words.named(
                        it.roles().stream().map(StackEvent.Intent::role).toList());
                said(it.roles().stream().map(words::intent).toList());
            }
            case StackEvent.RoleStarted it -> {}
            case StackEvent.RoleAwaited it ->
                said(List.of(words.about(it.role()).with(Tone.FAINT, "waits for " + it.question())));
            case StackEvent.RoleReady it -> said(List.of(words.ready(it)));
            case StackEvent.RoleFailed it -> print(words.failed(it, Integer.MAX_VALUE));
            case StackEvent.RoleRemoved it -> said(List.of(words.removed(it)));
            case StackEvent.Noticed it -> print(List.of(words.notice(it)));
            case StackEvent.UpEnded it -> {
                print(List.of(Line.EMPTY));
                print(words.table(it.roles(), Integer.MAX_VALUE));
                print(words.ending(stack, it));
            }
            case StackEvent.DownStarted it -> {
                stack = it.stack();
                words = words.named(it.roles());
            }
            case StackEvent.DownEnded it -> print(List.of(words.down(stack, it)));
        }
    }

    private void said(List<Line> lines) {
        if (talkative) {
            print(lines);
        }
    }

    private void print(List<Line> lines) {
        lines.forEach(line -> place.out().print(line.print(place.surroundings().look()) + "\n"));
        place.out().flush();
    }

    @Override
    public void tick(Instant now) {}

    @Override
    public void close() {
        place.out().flush();
    }
}
