package dev.slipway.preflight;

import java.util.List;
import java.util.function.Consumer;

/** One idea of what goes wrong with a build, seen in its files. Has no state; never throws for what it reads. */
public interface Rule {
    /** All that it may tell. */
    List<Kind> kinds();

    void check(Subject subject, Consumer<Finding> findings);
}
