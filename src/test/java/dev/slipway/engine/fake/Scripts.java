package dev.slipway.engine.fake;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scripts by what they are for: the first key that is part of one of the words wins; the last script of a key repeats. */
public final class Scripts {
    private final Map<String, Deque<Script>> byKey = new LinkedHashMap<>();
    private final Script otherwise;

    public Scripts(Script otherwise) {
        this.otherwise = otherwise;
    }

    /** What is said for the same key again replaces what was left. */
    public synchronized void put(String key, List<Script> successive) {
        if (successive.isEmpty()) {
            throw new AssertionError("no script for '" + key + "'");
        }
        byKey.put(key, new ArrayDeque<>(successive));
    }

    public synchronized Script next(Collection<String> words) {
        for (Map.Entry<String, Deque<Script>> entry : byKey.entrySet()) {
            if (words.stream().anyMatch(word -> word.contains(entry.getKey()))) {
                Deque<Script> left = entry.getValue();
                return left.size() > 1 ? left.removeFirst() : left.getFirst();
            }
        }
        return otherwise;
    }
}
