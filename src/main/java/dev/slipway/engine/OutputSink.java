package dev.slipway.engine;

/**
 * Takes output line by line: whole lines, decoded as UTF-8, without their ending; a carriage return alone ends a line
 * too, as progress bars use it. Escapes are passed on as they came. A line of more than 64 KiB comes cut, with a mark
 * that says how much is missing. One call at a time per sink, never after the call that was given the sink has
 * returned; it must not block for long. What it throws ends that call and is thrown by it.
 */
@FunctionalInterface
public interface OutputSink {
    OutputSink NOWHERE = (stream, line) -> {};

    void line(Stream stream, String line);

    enum Stream {
        OUT,
        ERR
    }
}
