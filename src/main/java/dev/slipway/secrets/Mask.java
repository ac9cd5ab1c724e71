package dev.slipway.secrets;

import dev.slipway.engine.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code ***} where a text shows a value that must not be told: the value itself, each of its lines, and both in
 * the usual encodings. A value that a limit has cut off at the end of the text, or before an ellipsis, is hidden as
 * well, as long as {@link #SHORTEST} characters of it are there. Takes time linear in the text, however many values
 * there are, unless a long value that repeats itself is printed whole. Threads may share it; a value counts from the
 * moment it was added.
 */
public final class Mask {
    public static final String STAND_IN = "***";

    /** What is shorter stands in too many texts by chance. */
    public static final int SHORTEST = 4;

    private static final char ELLIPSIS = '…';

    /** A long value has thousands of lines and forms: most of the slots must stay free even then. */
    private static final int SLOT_BITS = 18;

    private static final int SLOTS = 1 << SLOT_BITS;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final ReentrantLock turn = new ReentrantLock();
    private volatile Known known = new Known(List.of());

    /** @return whether it can be hidden: a value shorter than {@link #SHORTEST} characters cannot */
    public boolean add(SecretValue value) {
        add(Forms.of(value.bytes()));
        return canHide(value);
    }

    static boolean canHide(SecretValue value) {
        return new String(value.bytes(), StandardCharsets.UTF_8).strip().length() >= SHORTEST;
    }

    void add(List<String> forms) {
        turn.lock();
        try {
            Set<String> all = new LinkedHashSet<>(known.forms());
            if (all.addAll(forms)) {
                known = new Known(List.copyOf(all));
            }
        } finally {
            turn.unlock();
        }
    }

    /** All that is hidden: the same list until there is more. */
    List<String> forms() {
        return known.forms();
    }

    public String hide(String text) {
        return known.hide(text);
    }

    public @Nullable String hideNullable(@Nullable String text) {
        return text == null ? null : hide(text);
    }

    public List<String> hide(List<String> texts) {
        return texts.stream().map(this::hide).toList();
    }

    /** Values by their first characters, so that a place of a text where none begins costs next to nothing. */
    private static final class Known {
        private final List<String> forms;
        private final Map<Long, List<String>> byBeginning = new HashMap<>();
        private final BitSet beginnings = new BitSet(SLOTS);

        Known(List<String> forms) {
            this.forms = forms;
            for (String form : forms) {
                long beginning = beginning(form, 0);
                byBeginning.computeIfAbsent(beginning, key -> new ArrayList<>()).add(form);
                beginnings.set(slot(beginning));
            }
        }

        private static long beginning(String text, int at) {
            long key = 0;
            for (int i = at; i < at + SHORTEST; i++) {
                key = key << Character.SIZE | text.charAt(i);
            }
            return key;
        }

        private static int slot(long beginning) {
            return (int) ((beginning * SPREAD) >>> (Long.SIZE - SLOT_BITS));
        }

        List<String> forms() {
            return forms;
        }

        String hide(String text) {
            if (forms.isEmpty()) {
                return text;
            }
            StringBuilder told = null;
            int copied = 0;
            int from = -1;
            int to = -1;
            for (int at = 0; at + SHORTEST <= text.length(); at++) {
                int end = endOfMatch(text, at);
                if (end > to) {
                    if (at > to || from < 0) {
                        if (from >= 0) {
                            told = (told == null ? new StringBuilder(text.length()) : told)
                                    .append(text, copied, from)
                                    .append(STAND_IN);
                            copied = to;
                        }
                        from = at;
                    }
                    to = end;
                }
            }
            if (from < 0) {
                return text;
            }
            return (told == null ? new StringBuilder(text.length()) : told)
                    .append(text, copied, from)
                    .append(STAND_IN)
                    .append(text, to, text.length())
                    .toString();
        }

        /** Where the longest value that begins here ends; -1 where none does. */
        private int endOfMatch(String text, int at) {
            int end = -1;
            long beginning = beginning(text, at);
            if (!beginnings.get(slot(beginning))) {
                return end;
            }
            for (String form : byBeginning.getOrDefault(beginning, List.of())) {
                int same = SHORTEST;
                while (same < form.length()
                        && at + same < text.length()
                        && text.charAt(at + same) == form.charAt(same)) {
                    same++;
                }
                boolean cut = at + same == text.length() || text.charAt(at + same) == ELLIPSIS;
                if (same == form.length() || cut) {
                    end = Math.max(end, at + same);
                }
            }
            return end;
        }
    }
}
