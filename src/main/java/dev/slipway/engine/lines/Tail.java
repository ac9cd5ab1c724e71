package dev.slipway.engine.lines;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of an output, bounded in number and in size. */
public final class Tail {
    private static final int LINES = 200;
    private static final int CHARACTERS = 128 * 1024;

    private final Deque<String> lines = new ArrayDeque<>();
    private int characters;

    public void add(String line) {
        lines.addLast(line);
        characters += line.length();
        while (lines.size() > LINES || (characters > CHARACTERS && lines.size() > 1)) {
            characters -= lines.removeFirst().length();
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public void clear() {
        lines.clear();
        characters = 0;
    }
}
