package dev.slipway.nightly;

import dev.slipway.run.Home;
import java.nio.file.Path;

/** Where the nights of one pipeline are kept in a home, beside their runs. */
public record NightFiles(Path folder, String pipeline) {
    public static NightFiles in(Home home, String pipeline) {
        return new NightFiles(home.folder().resolve("nightly"), pipeline);
    }

    /** What every command may look at, as it is small. */
    public Path last() {
        return folder.resolve(pipeline + ".last");
    }

    Path lock() {
        return folder.resolve(pipeline + ".lock");
    }

    /** Nights that could not be run, of which there is no journal. */
    Path unable() {
        return folder.resolve(pipeline + ".unable");
    }

    /** What timers start. */
    public Path launcher() {
        return folder.resolve(pipeline + ".sh");
    }

    /** What nights that cron started have printed. */
    public Path output() {
        return folder.resolve(pipeline + ".out");
    }

    /** Notices that are not delivered yet, of all pipelines. */
    public Path outbox() {
        return folder.resolve("outbox");
    }
}
