package dev.slipway.diagnose;

import dev.slipway.knowledge.Distribution;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule that holds for a text: the lines it rests on, where the first of them stands, and what it captured. */
record Finding(Rule rule, List<Line> lines, int position, Map<String, String> captures) {
    /** The nearest to the root first, then the earliest. */
    static final Comparator<Finding> NEAREST =
            Comparator.comparing((Finding finding) -> finding.rule().rank()).thenComparingInt(Finding::position);

    private static final int NOWHERE = -1;
    private static final int MOST_QUOTED = 5;

    /**
     * Reads {@code witnesses} for the rule's marks; its scope has been asked before. {@code given} is known without a line,
     * and stands among the captures.
     */
    static Optional<Finding> of(Rule rule, Map<String, String> given, Witnesses all) {
        Rule.Marks marks = rule.marks();
        Witnesses witnesses = all.without(marks.aside());
        Map<String, String> captures = new LinkedHashMap<>(given);
        int headline = NOWHERE;
        int first = NOWHERE;
        int last = NOWHERE;
        for (Clue clue : marks.any()) {
            Optional<Witnesses.Sighting> sighting = sharply(clue, 0, witnesses);
            if (sighting.isPresent()) {
                sighting.get().captures().forEach(captures::putIfAbsent);
                int at = sighting.get().at();
                headline = headline == NOWHERE ? at : headline;
                first = first == NOWHERE ? at : Math.min(first, at);
                last = Math.max(last, witnesses.last(clue, at));
            }
        }
        if ((first == NOWHERE && !marks.any().isEmpty())
                || marks.excludes().stream().anyMatch(witnesses::hold)
                || healed(marks.healedBy(), all, last + 1)) {
            return Optional.empty();
        }
        TreeSet<Integer> resting = new TreeSet<>();
        if (first != NOWHERE) {
            resting.addAll(List.of(first, headline, last));
        }
        for (Clue required : marks.requires()) {
            Optional<Witnesses.Sighting> sighting =
                    required(required, captures.getOrDefault(marks.shared(), ""), witnesses);
            if (sighting.isEmpty()) {
                return Optional.empty();
            }
            sighting.get().captures().forEach(captures::putIfAbsent);
            resting.add(sighting.get().at());
        }
        addOthers(resting, marks.any(), witnesses);
        addTail(resting, marks.tail(), witnesses.lines());
        Finding finding =
                new Finding(rule, resting.stream().map(witnesses::line).toList(), Math.max(first, 0), captures);
        return Optional.of(finding)
                .filter(each ->
                        each.words(null).keySet().containsAll(rule.advice().known()));
    }

    /** The captures, and what the rule's lookups know to add. The distribution is the base's, null where it is not known. */
    Map<String, String> words(@Nullable Distribution distribution) {
        Map<String, String> words = new LinkedHashMap<>(captures);
        for (Rule.Lookup lookup : rule.advice().lookups()) {
            if (words.keySet().containsAll(lookup.from())) {
                String key = lookup.from().stream().map(words::get).collect(Collectors.joining(" "));
                lookup.source().of(key, distribution).ifPresent(known -> words.putIfAbsent(lookup.into(), known));
            }
        }
        return words;
    }

    private static boolean healed(List<Clue> clues, Witnesses witnesses, int from) {
        return clues.stream().anyMatch(clue -> witnesses.next(clue, from).isPresent());
    }

    private static Optional<Witnesses.Sighting> required(Clue clue, String shared, Witnesses witnesses) {
        Optional<Witnesses.Sighting> sighting = witnesses.next(clue, 0);
        while (sighting.isPresent()
                && !witnesses.line(sighting.get().at()).text().contains(shared)) {
            sighting = witnesses.next(clue, sighting.get().at() + 1);
        }
        return sighting;
    }

    /** The same failure is often told several times, and each time of another thing. */
    private static void addOthers(TreeSet<Integer> resting, List<Clue> clues, Witnesses witnesses) {
        for (Clue clue : clues) {
            Optional<Witnesses.Sighting> sighting = sharply(clue, 0, witnesses);
            while (sighting.isPresent() && resting.size() < MOST_QUOTED) {
                resting.add(sighting.get().at());
                sighting = sharply(clue, sighting.get().at() + 1, witnesses);
            }
        }
    }

    /** Of joined lines that overlap, the one that begins last, so that nothing is quoted that stands before what fits. */
    private static Optional<Witnesses.Sighting> sharply(Clue clue, int from, Witnesses witnesses) {
        Optional<Witnesses.Sighting> sighting = witnesses.next(clue, from);
        while (sighting.isPresent() && witnesses.line(sighting.get().at()).reach() > 0) {
            Line line = witnesses.line(sighting.get().at());
            Optional<Witnesses.Sighting> nearer = witnesses
                    .next(clue, sighting.get().at() + 1)
                    .filter(next -> witnesses.line(next.at()).number() <= line.number() + line.reach());
            if (nearer.isEmpty()) {
                break;
            }
            sighting = nearer;
        }
        return sighting;
    }

    private static void addTail(TreeSet<Integer> resting, int tail, List<Line> lines) {
        int left = tail;
        for (int at = lines.size() - 1; at >= 0 && left > 0; at--) {
            if (!lines.get(at).text().isBlank()) {
                resting.add(at);
                left--;
            }
        }
    }
}
