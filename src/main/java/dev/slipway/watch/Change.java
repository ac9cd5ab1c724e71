package dev.slipway.watch;

import java.nio.file.Path;

/** One path, absolute, that is not as it was. Only of a watched root itself may the path be a folder. */
public record Change(Path path, Kind kind) {
    /** What happened, from one look to the next. */
    public enum Kind {
        APPEARED,
        CHANGED,
        GONE
    }
}
