package dev.slipway.workbench;

import java.nio.file.Path;

/** What a change of files leads to for one image. {@code because} is the path that decided. */
public sealed interface Reaction {
    /** Nobody is concerned. */
    record None() implements Reaction {}

    /** The program in the container watches its files, and sees to it. */
    record Itself(Path because) implements Reaction {}

    /** The container is started again. */
    record Restart(Path because) implements Reaction {}

    /** The image is built again, and its container replaced if it came out another. */
    record Rebuild(Path because) implements Reaction {}

    /** Of two, the one that does what the other would do too. */
    default Reaction or(Reaction other) {
        return other.weight() > weight() ? other : this;
    }

    private int weight() {
        return switch (this) {
            case None none -> 0;
            case Itself itself -> 1;
            case Restart restart -> 2;
            case Rebuild rebuild -> 3;
        };
    }
}
