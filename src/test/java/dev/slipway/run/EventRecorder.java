package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the story and polices its grammar: one end for each start, inner spans inside outer ones, one teller at a time. */
public final class EventRecorder implements RunListener {
    private final List<RunEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, RunEvent.Start> open = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private boolean telling;

    @Override
    public void on(RunEvent event) {
        if (telling) {
            faults.add("two threads tell at once: " + event);
        }
        telling = true;
        events.add(event);
        switch (event) {
            case RunEvent.Start start -> {
                if (open.put(start.span(), start) != null) {
                    faults.add("started twice: " + start.span());
                }
            }
            case RunEvent.End end -> {
                if (open.remove(end.span()) == null) {
                    faults.add("ended without a start: " + end.span());
                }
                open.keySet().stream()
                        .filter(span -> span.startsWith(end.span() + "/"))
                        .forEach(span -> faults.add(span + " is still open when " + end.span() + " ends"));
            }
            default -> {}
        }
        telling = false;
    }

    public List<RunEvent> events() {
        return List.copyOf(events);
    }

    public <T extends RunEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** To be called when the run is over. */
    public void assertWellFormed() {
        assertThat(faults).isEmpty();
        assertThat(open.keySet()).as("spans that never ended").isEmpty();
    }
}
