package dev.slipway.report.html;

import dev.slipway.journal.BaseStory;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.RunEvent.BaseEnded;

/** A base image: how it came to be there, what it is to the engine, and why not. */
record BaseView(String reference, Badge badge, String took, String id, String standIn, String why) {
    static BaseView of(BaseStory base, boolean alive) {
        return new BaseView(
                Legible.line(base.reference()),
                badge(base, alive),
                base.end().map(end -> Words.took(end.took())).orElse(""),
                base.end().map(BaseView::id).orElse(""),
                Legible.line(base.standIn().orElse("")),
                base.end().map(BaseView::why).orElse(""));
    }

    static Badge badge(BaseStory base, boolean alive) {
        return base.end()
                .map(end -> new Badge(end.how().equals("failed") ? Tone.BAD : Tone.GOOD, Legible.line(end.how())))
                .orElseGet(() -> alive ? new Badge(Tone.LIVE, "at work") : new Badge(Tone.QUIET, "not ended"));
    }

    private static String id(BaseEnded end) {
        String id = end.id();
        return id == null ? "" : Legible.line(id);
    }

    private static String why(BaseEnded end) {
        var why = end.why();
        return why == null ? "" : Legible.text(why.explanation());
    }
}
