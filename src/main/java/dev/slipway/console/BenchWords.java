package dev.slipway.console;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.model.Took;
import dev.slipway.workbench.BenchEvent;
import dev.slipway.workbench.BenchEvent.Cause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a stack that is worked on in lines, each behind the name of its role, each role in a colour of its own. */
record BenchWords(Look look, List<String> roles) {
    private static final List<Tone> TONES = List.of(Tone.CYAN, Tone.YELLOW, Tone.GREEN, Tone.MAGENTA, Tone.BLUE);
    private static final int SHOWN_LINES = 15;
    private static final String ARROW = " → ";

    BenchWords {
        roles = List.copyOf(roles);
    }

    List<Line> of(BenchEvent event) {
        return switch (event) {
            case BenchEvent.Printed it ->
                List.of(who(it.role(), Glyph.QUOTE, Tone.FAINT).with(it.line()));
            case BenchEvent.Opened it -> List.of(opened(it));
            case BenchEvent.Started it ->
                List.of(who(it.role(), Glyph.PASSED, Tone.GOOD)
                        .with("started in " + Took.print(it.took()))
                        .with(Tone.STRONG, it.urls().isEmpty() ? "" : "  " + String.join("  ", it.urls())));
            case BenchEvent.Ready it ->
                List.of(who(it.role(), Glyph.PASSED, Tone.GOOD)
                        .with("ready after " + Took.print(it.took()))
                        .with(Tone.FAINT, it.detail().isBlank() ? "" : "  " + it.detail()));
            case BenchEvent.NotReady it ->
                List.of(who(it.role(), Glyph.FAILED, Tone.LOUD)
                        .with(Tone.LOUD, "is not ready after " + Took.print(it.took()) + ": " + it.message()));
            case BenchEvent.LeftToProgram it -> List.of(changed(it.role(), it.cause(), "it reloads by itself"));
            case BenchEvent.Restarted it ->
                List.of(changed(it.role(), it.cause(), "restarted in " + Took.print(it.took())));
            case BenchEvent.BuildStarted it -> List.of(changed(it.role(), it.cause(), "is built again"));
            case BenchEvent.Rebuilt it ->
                List.of(changed(
                        it.role(),
                        it.cause(),
                        (it.same() ? "built again, the image is the same" : "built again and restarted") + " in "
                                + Took.print(it.took())));
            case BenchEvent.BuildFailed it -> buildFailed(it);
            case BenchEvent.Died it -> died(it);
            case BenchEvent.Noticed it ->
                List.of(who(it.warning() ? "warning" : "note", Glyph.NOTICE, it.warning() ? Tone.LOUD : Tone.FAINT)
                        .with(it.warning() ? Tone.LOUD : Tone.PLAIN, it.text()));
            case BenchEvent.Stopping it -> List.of(Line.of(Tone.FAINT, "stopping"));
            case BenchEvent.Stopped it -> List.of(stopped(it));
        };
    }

    private Line opened(BenchEvent.Opened event) {
        String followed = event.workedOn().isEmpty()
                ? "the file has no 'dev:', so nothing is followed"
                : "follows " + String.join(", ", event.workedOn());
        return Line.of(Tone.STRONG, "slipway dev " + event.pipeline())
                .with(Tone.FAINT, "  " + followed + "; Ctrl-C stops all");
    }

    private Line changed(String role, Cause cause, String outcome) {
        String others = cause.others() == 0 ? "" : " and " + Wording.count(cause.others(), "other");
        return who(role, Glyph.RETRY, Tone.BUSY)
                .with(Tone.STRONG, cause.path() + others + " changed")
                .with(look.unicode() ? ARROW : " -> ")
                .with(outcome);
    }

    private List<Line> buildFailed(BenchEvent.BuildFailed event) {
        List<Line> lines =
                new ArrayList<>(failure(event.role() + " was not built", event.why(), event.log(), List.of()));
        lines.add(who(event.role(), Glyph.FAILED, Tone.LOUD)
                .with(
                        Tone.LOUD,
                        event.running()
                                ? "what ran before runs on; the next change tries again"
                                : "nothing runs; the next change tries again"));
        return lines;
    }

    private List<Line> died(BenchEvent.Died event) {
        List<String> lines = event.lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
        List<Line> told = new ArrayList<>(failure(event.role() + " is down", event.why(), "", last));
        if (event.workedOn()) {
            told.add(who(event.role(), Glyph.FAILED, Tone.LOUD).with(Tone.LOUD, "the next change starts it again"));
        }
        return told;
    }

    private List<Line> failure(String headline, @Nullable Diagnosis why, String log, List<String> lines) {
        return why == null
                ? List.of(Line.of(Tone.BAD, Glyph.FAILED.in(look) + " " + headline))
                : new Failure(headline, why, "", log, lines).lines(Integer.MAX_VALUE, look);
    }

    private Line stopped(BenchEvent.Stopped event) {
        return event.left().isEmpty()
                ? Line.of(Tone.FAINT, "stopped in " + Took.print(event.took()) + "; nothing is left")
                : Line.of(
                        Tone.LOUD,
                        "not everything could be taken away (" + event.left() + "); the next start will do it");
    }

    private Line who(String role, Glyph glyph, Tone mark) {
        int columns = roles.stream().mapToInt(Columns::of).max().orElse(0);
        int index = roles.indexOf(role);
        Tone tone = index < 0 ? Tone.STRONG : TONES.get(index % TONES.size());
        return Line.of(tone, role + " ")
                .padTo(columns + 1)
                .with(mark == Tone.FAINT ? tone : mark, glyph.in(look))
                .with(" ");
    }
}
