package dev.slipway.console;

import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.BaseStarted;
import dev.slipway.run.RunEvent.End;
import dev.slipway.run.RunEvent.Start;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepPrinted;
import dev.slipway.run.RunEvent.StepProgressed;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is going on at this moment: open steps, how far they are, what they printed last. It forgets what has ended, so
 * its size depends on how much runs at once and not on how much was printed.
 */
final class Activity {
    private static final int TAIL = 12;

    private final Map<String, Open> open = new LinkedHashMap<>();
    private final Map<String, StepProgressed> progress = new HashMap<>();
    private final Map<String, Deque<String>> tails = new HashMap<>();
    private final Map<String, String> lastLines = new HashMap<>();
    private final Map<String, List<String>> lastFailures = new HashMap<>();

    /** Something begun and not ended: a step, or a base being fetched. {@code layer} is a step inside a build. */
    record Open(String span, String title, Instant since, boolean layer) {}

    /** A step that runs. {@code progress} is how far it is in words, {@code line} what was printed last around it. */
    record Running(String title, Instant since, String progress, String line) {}

    void on(RunEvent event) {
        switch (event) {
            case StepStarted start -> open(start, start.title(), start.kind() == StepKind.LAYER);
            case BaseStarted start -> open(start, start.reference(), false);
            case StepProgressed step -> progress.put(step.span(), step);
            case StepPrinted printed -> remember(printed);
            case StepEnded end -> stepEnded(end);
            case Start start -> lastFailures.remove(ownerOf(start.span()));
            case End end -> forget(end.span());
            case RunEvent.RetryScheduled other -> {}
            case RunEvent.FellBack other -> {}
            case RunEvent.RemoteAvoided other -> {}
            case RunEvent.RemoteAnswered other -> {}
            case RunEvent.InventoryTaken other -> {}
            case RunEvent.Noticed other -> {}
        }
    }

    Optional<Open> step(String span) {
        return Optional.ofNullable(open.get(span));
    }

    /** The step that began last among those open inside the owner. */
    Optional<Running> running(String owner) {
        return open.values().stream()
                .filter(step -> step.span().equals(owner) || step.span().startsWith(owner + "/"))
                .reduce((earlier, later) -> later)
                .map(step -> new Running(step.title(), step.since(), progressOf(step.span()), lastLine(step.span())));
    }

    /** What was printed last by an open step or by what it is part of; a step is not shown with another one's output. */
    private String lastLine(String span) {
        String around = span;
        while (!lastLines.containsKey(around) && around.lastIndexOf('/') > 0) {
            around = around.substring(0, around.lastIndexOf('/'));
        }
        return lastLines.getOrDefault(around, "");
    }

    /** What the step itself printed last, oldest first. */
    List<String> tail(String span) {
        return List.copyOf(tails.getOrDefault(span, new ArrayDeque<>()));
    }

    /** The last lines of the step of this owner that failed last. */
    List<String> lastFailure(String owner) {
        return lastFailures.getOrDefault(owner, List.of());
    }

    /** The part of the story that a person would name: an image, a base, a stack check. */
    static String ownerOf(String span) {
        if (!span.startsWith("image/") && !span.startsWith("stack/")) {
            return span;
        }
        int end = span.indexOf('/', "image/".length());
        return end < 0 ? span : span.substring(0, end);
    }

    private void open(Start start, String title, boolean layer) {
        open.put(start.span(), new Open(start.span(), title, start.at(), layer));
    }

    private String progressOf(String span) {
        StepProgressed last = progress.get(span);
        if (last == null) {
            return "";
        }
        if (last.total() <= 0) {
            return last.text();
        }
        long percent = Math.clamp(last.current() * 100 / last.total(), 0, 100);
        return (last.text() + " " + percent + "%").strip();
    }

    private void remember(StepPrinted printed) {
        // Cleaned only when shown: most lines never are.
        String line = printed.line().length() > Sanitizer.LONGEST
                ? printed.line().substring(0, Sanitizer.LONGEST)
                : printed.line();
        if (line.isBlank()) {
            return;
        }
        Deque<String> tail = tails.computeIfAbsent(printed.span(), span -> new ArrayDeque<>());
        tail.addLast(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
        lastLines.put(printed.span(), line);
    }

    private void stepEnded(StepEnded end) {
        List<String> tail = tail(end.span());
        if ((end.status() == StepStatus.FAILED || end.status() == StepStatus.ERRORED) && !tail.isEmpty()) {
            lastFailures.put(ownerOf(end.span()), tail);
        }
        forget(end.span());
    }

    private void forget(String span) {
        open.remove(span);
        progress.remove(span);
        tails.remove(span);
        lastLines.remove(span);
    }
}
