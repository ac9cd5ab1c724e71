package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sentences with gaps: {@code {name}} is filled by a capture, {@code {name|words}} by words where it is absent. A
 * sentence with {@code {name!}} is not said at all without it.
 */
final class Wording {
    private static final Pattern GAP = Pattern.compile("\\{([a-z]+)(!)?(?:\\|([^{}]*))?\\}");

    private Wording() {}

    static Optional<String> fill(String sentence, Map<String, String> words) {
        StringBuilder text = new StringBuilder();
        Matcher gap = GAP.matcher(sentence);
        int end = 0;
        while (gap.find()) {
            if (gap.group(2) != null && !words.containsKey(gap.group(1))) {
                return Optional.empty();
            }
            String otherwise = gap.group(3) == null ? "it" : gap.group(3);
            text.append(sentence, end, gap.start()).append(words.getOrDefault(gap.group(1), otherwise));
            end = gap.end();
        }
        return Optional.of(text.append(sentence, end, sentence.length()).toString());
    }

    /** The gaps that have no words of their own to fall back on. */
    static Set<String> needs(String sentence) {
        Set<String> names = new LinkedHashSet<>();
        Matcher gap = GAP.matcher(sentence);
        while (gap.find()) {
            if (gap.group(2) == null && gap.group(3) == null) {
                names.add(gap.group(1));
            }
        }
        return names;
    }
}
