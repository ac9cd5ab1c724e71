package dev.slipway.preflight;

import dev.slipway.model.Origin;
import java.nio.file.Path;

/** How paths are told: relative to where the program was started if the pipeline's own path is, absolute otherwise. */
public record Places(boolean relative) {
    public static Places of(Path pipelineFile) {
        return new Places(!pipelineFile.isAbsolute());
    }

    public String show(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path full = path.toAbsolutePath().normalize();
        return (relative && full.startsWith(here) ? here.relativize(full) : full).toString();
    }

    public String show(String path) {
        return show(Path.of(path));
    }

    public Origin show(Origin origin) {
        return new Origin(show(origin.file()), origin.line(), origin.column());
    }
}
