package dev.slipway.clean;

import java.util.Locale;

/**
 * One thing that can go.
 *
 * @param name as a user knows it: an image's name, a container's, a path in the home
 * @param id what the engine is asked to remove, or the file's absolute path
 * @param why nobody needs it
 * @param bytes what its going frees, as far as the engine can tell; 0 where it frees nothing or nobody knows
 */
public record Item(Kind kind, String name, String id, String why, long bytes) {
    /** The id of the run that it is of; meant for a {@link Kind#RUN} and a {@link Kind#REPORT} alone. */
    public String run() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** In the order of removal: whoever uses something goes before it. */
    public enum Kind {
        CONTAINER,
        NETWORK,
        VOLUME,
        IMAGE,
        REPORT,
        RUN,
        RECORD,
        CACHE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
