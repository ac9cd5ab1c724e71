package dev.slipway.nightly.timer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program of this machine that starts an errand when its time has come. Blocks while it is asked; thread-safe. */
public sealed interface Timer permits Systemd, Cron {
    /** Why it cannot be used here; empty when it can. */
    Optional<String> unusable();

    /** What would be written, and done, to have the errand started, for people. */
    List<Piece> shown(Errand errand);

    /** Whether it starts the errand now, as far as can be seen. */
    boolean has(Errand errand);

    /** Sees to it that it does, once; what went wrong, if anything. */
    Optional<String> install(Errand errand);

    /** Takes away what {@link #install} brought, and nothing else; what went wrong, if anything. */
    Optional<String> uninstall(Errand errand);

    /** As people call it. */
    String name();

    /** Something that is written, with its text, or done, with none. */
    record Piece(String title, String text) {}

    /** The file and its text. */
    static Piece file(Path file, String text) {
        return new Piece(file.toString(), text);
    }
}
