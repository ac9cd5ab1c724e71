package dev.slipway.cli;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.slipway.secrets.Mask;

/** A line of Slipway's own log, with its stack trace, without the values that nobody may be told. Named in logback.xml. */
public final class MaskedLayout extends PatternLayout {
    /** What the program hides. Logging is the process's own, and so is this. */
    static final Mask MASK = new Mask();

    @Override
    public String doLayout(ILoggingEvent event) {
        return MASK.hide(super.doLayout(event));
    }
}
