package dev.slipway.drift;

/**
 * One thing that differs from the last good run. {@code what} names it ({@code numpy}, {@code python:3.11-slim}, {@code
 * backend/requirements.txt}) or, of a flood, how many of them ({@code 14 Debian packages}). {@code before} and {@code now} are
 * empty when it came or went, and both for a flood. {@code weight} ranks suspects of one drift, from 0 to 100; {@code because}
 * says in words why it stands where it stands, and is empty when it is merely different.
 */
public record Suspect(Kind kind, String what, String before, String now, int weight, String because) {
    /** From this weight on the evidence itself names the suspect; below, it is only likelier than those after it. */
    public static final int NAMED = 90;

    /** Whether the diagnosis speaks of it. */
    public boolean named() {
        return weight >= NAMED;
    }

    /** Whether it stands for several things. */
    public boolean flood() {
        return before.isEmpty() && now.isEmpty();
    }

    /** What kind of thing it is, in the words of the bill. */
    public enum Kind {
        PACKAGE,
        BASE,
        DOCKERFILE,
        FILE,
        ARGUMENT,
        PIPELINE,
        SLIPWAY,
        ENGINE
    }
}
