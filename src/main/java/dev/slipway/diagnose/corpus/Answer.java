package dev.slipway.diagnose.corpus;

import dev.slipway.diagnose.Quote;
import dev.slipway.diagnose.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A case and the verdict on it. {@code natures} are those that the corpus' own labels give to the verdict's category;
 * none means that the corpus has no such label.
 */
public record Answer(LabelledCase given, Verdict verdict, Set<String> natures) {
    private static final int LONG_ENOUGH = 20;

    public Answer {
        natures = Set.copyOf(natures);
    }

    /** What was answered, as a label. */
    public String answered() {
        return verdict.diagnosis().category();
    }

    public String nature() {
        return verdict.nature();
    }

    /**
     * A verdict without a rule accuses nothing and names nothing, so it is right for {@code none} and {@code unknown}
     * alike. As {@code unknown} labels what lies outside of the labels, a category that the corpus does not have is
     * right for it.
     */
    public boolean right() {
        return given.accepts(answered())
                || outside()
                || (!verdict.ruled() && (given.accepts(LabelledCase.NONE) || given.accepts(LabelledCase.UNKNOWN)));
    }

    /** The labelled nature; or where an alternative label was answered, the nature that this label has elsewhere. */
    public boolean natureRight() {
        String nature = verdict.diagnosis().nature().name().toLowerCase(Locale.ROOT);
        return given.nature().equals(nature)
                || outside()
                || (given.alternatives().contains(answered()) && natures.contains(nature));
    }

    private boolean outside() {
        return given.accepts(LabelledCase.UNKNOWN) && verdict.ruled() && natures.isEmpty();
    }

    /** A harmless log that was accused. */
    public boolean falseAlarm() {
        return given.harmless() && !right();
    }

    /** Whether the telling line is among the quotes. White space aside, for a console's line breaks are not part of what was said. */
    public boolean quoted() {
        String wanted = squeezed(given.evidence());
        return verdict.diagnosis().quotes().stream().anyMatch(quote -> holds(quote, given.log(), wanted));
    }

    private static boolean holds(Quote quote, List<String> log, String wanted) {
        String original = quote.line() == 0 ? "" : squeezed(log.get(quote.line() - 1));
        return original.contains(wanted)
                || squeezed(quote.text()).contains(wanted)
                || (original.length() > LONG_ENOUGH && wanted.contains(original));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
