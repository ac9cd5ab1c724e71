package dev.slipway.history;

import java.util.List;

/**
 * What came of folding journals. {@code runs} is how many were folded, those at work among them; {@code remarks} are sentences
 * about what is not whole: a run that was cut off, torn lines, told once when it is folded; a journal that cannot be opened, told
 * each time.
 */
public record Folded(int runs, int running, List<String> remarks) {
    public Folded {
        remarks = List.copyOf(remarks);
    }
}
