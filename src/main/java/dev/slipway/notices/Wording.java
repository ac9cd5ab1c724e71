package dev.slipway.notices;

import dev.slipway.secrets.Mask;

/** Texts as they may leave: without secrets, and without what a terminal or a mail program would take for an order. */
record Wording(Mask mask) {
    private static final int HEADLINE = 300;
    private static final int REASON = 600;

    /** Cleaned between two masks: what is taken out may have stood in the middle of a secret. */
    Notice of(Notice notice) {
        return new Notice(
                notice.key(),
                notice.at(),
                notice.pipeline(),
                notice.kind(),
                line(notice.subject(), HEADLINE),
                line(notice.headline(), HEADLINE),
                mask.hide(Plain.lines(mask.hide(notice.lines()))),
                notice.run());
    }

    String of(String reason) {
        return line(reason, REASON);
    }

    private String line(String text, int most) {
        return mask.hide(Plain.line(mask.hide(text), most));
    }
}
