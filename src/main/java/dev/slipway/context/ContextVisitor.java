package dev.slipway.context;

import java.io.IOException;

/** Is shown a context, folders before what is in them, siblings in the order of their names' UTF-8 bytes. */
@FunctionalInterface
public interface ContextVisitor {
    void entry(ContextEntry entry) throws IOException;

    /** Comes before the content of each folder that is walked, shown or not; {@code ""} is the context itself. */
    default void entering(String folder) throws IOException {}

    /** A kept path that no image can hold, with the reason in words. */
    default void skipped(String path, String reason) {}
}
