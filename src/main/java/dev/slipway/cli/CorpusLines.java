package dev.slipway.cli;

import dev.slipway.diagnose.corpus.Answer;
import dev.slipway.diagnose.corpus.Examination;
import dev.slipway.diagnose.corpus.Examination.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How an examination is told: as text, or as a value that becomes JSON. */
final class CorpusLines {
    private CorpusLines() {}

    static List<String> text(Examination examination) {
        List<String> lines = new ArrayList<>();
        lines.add(examination.answers().size() + " cases");
        lines.add("  category right        " + told(examination.categories()));
        lines.add("  nature right          " + told(examination.natures()) + " of the failures");
        lines.add("  evidence line quoted  " + told(examination.quoted()) + " of the failures");
        lines.add("  false alarms          " + told(examination.falseAlarms()) + " of the harmless");
        lines.add("  judged                " + speed(examination));
        lines.add("");
        lines.add("by label");
        examination
                .byCategory()
                .forEach((label, share) -> lines.add("  %-36s %3d/%d".formatted(label, share.right(), share.of())));
        if (!examination.confusion().isEmpty()) {
            lines.add("");
            lines.add("confused: label, answer, how often");
            examination
                    .confusion()
                    .forEach((label, answers) -> answers.forEach(
                            (answer, number) -> lines.add("  %-36s %-36s %d".formatted(label, answer, number))));
        }
        List<Answer> misses = misses(examination);
        if (!misses.isEmpty()) {
            lines.add("");
            lines.add("misses");
            misses.forEach(miss -> lines.add("  " + told(miss)));
        }
        return lines;
    }

    static Map<String, Object> value(Examination examination) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("cases", examination.answers().size());
        value.put("category", value(examination.categories()));
        value.put("nature", value(examination.natures()));
        value.put("evidence", value(examination.quoted()));
        value.put("falseAlarms", value(examination.falseAlarms()));
        value.put("bytes", examination.bytes());
        value.put("millis", examination.took().toMillis());
        Map<String, Object> labels = new LinkedHashMap<>();
        examination.byCategory().forEach((label, share) -> labels.put(label, value(share)));
        value.put("labels", labels);
        value.put("confusion", examination.confusion());
        value.put(
                "answers",
                examination.answers().stream().map(CorpusLines::value).toList());
        return value;
    }

    private static Map<String, Object> value(Answer answer) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", answer.given().id());
        value.put("label", answer.given().category());
        value.put("category", answer.answered());
        value.put("nature", answer.nature());
        value.put("rule", answer.verdict().diagnosis().rule());
        value.put("confidence", answer.verdict().confidence().name().toLowerCase(Locale.ROOT));
        value.put("right", answer.right());
        value.put("natureRight", answer.given().category().equals("none") ? answer.right() : answer.natureRight());
        value.put("quoted", answer.quoted());
        return value;
    }

    private static Map<String, Object> value(Share share) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("right", share.right());
        value.put("of", share.of());
        value.put("percent", Math.round(share.percent() * 10) / 10.0);
        return value;
    }

    private static List<Answer> misses(Examination examination) {
        return examination.answers().stream()
                .filter(answer -> !answer.right()
                        || (!answer.given().category().equals("none") && (!answer.quoted() || !answer.natureRight())))
                .toList();
    }

    private static String told(Answer miss) {
        String what = !miss.right() ? "" : miss.natureRight() ? " (the line)" : " (the nature)";
        return "%s %s%s: %s, %s, by rule %s%s"
                .formatted(
                        miss.given().id(),
                        miss.given().category(),
                        what,
                        miss.answered(),
                        miss.nature(),
                        miss.verdict().diagnosis().rule(),
                        miss.verdict().diagnosis().quotes().stream()
                                .findFirst()
                                .map(quote -> ": " + quote.text())
                                .orElse(""));
    }

    private static String told(Share share) {
        return String.format(Locale.ROOT, "%d of %d (%.1f %%)", share.right(), share.of(), share.percent());
    }

    private static String speed(Examination examination) {
        double seconds = Math.max(1, examination.took().toNanos()) / 1e9;
        return String.format(
                Locale.ROOT,
                "%.0f kB in %.0f ms, %.1f MB/s",
                examination.bytes() / 1e3,
                seconds * 1e3,
                examination.bytes() / 1e6 / seconds);
    }
}
