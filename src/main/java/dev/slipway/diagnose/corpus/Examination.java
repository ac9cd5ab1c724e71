package dev.slipway.diagnose.corpus;

import dev.slipway.diagnose.BuildLog;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The answers to all cases of a corpus. {@code took} is the time of judging alone, {@code bytes} what was judged. */
public record Examination(List<Answer> answers, Duration took, long bytes) {
    public Examination {
        answers = List.copyOf(answers);
    }

    public static Examination of(Corpus corpus, Diagnostician diagnostician) {
        Map<String, Set<String>> natures = new HashMap<>();
        corpus.cases().forEach(each -> natures.computeIfAbsent(each.category(), category -> new HashSet<>())
                .add(each.nature()));
        List<Answer> answers = new ArrayList<>();
        long bytes = 0;
        long took = 0;
        for (LabelledCase each : corpus.cases()) {
            long began = System.nanoTime();
            BuildLog log = BuildLog.of(each.log());
            Verdict verdict = diagnostician.judge(each.phase(), each.id(), log);
            took += System.nanoTime() - began;
            bytes += log.length();
            answers.add(new Answer(
                    each, verdict, natures.getOrDefault(verdict.diagnosis().category(), Set.of())));
        }
        return new Examination(answers, Duration.ofNanos(took), bytes);
    }

    /** Of so many, so many hold. */
    public record Share(int right, int of) {
        /** In percent; of nothing, all. */
        public double percent() {
            return of == 0 ? 100 : 100.0 * right / of;
        }
    }

    public Share categories() {
        return share(answer -> true, Answer::right);
    }

    public Share natures() {
        return share(answer -> !answer.given().harmless(), Answer::natureRight);
    }

    /** Of the failures whose label names a line. */
    public Share quoted() {
        return share(
                answer ->
                        !answer.given().harmless() && !answer.given().evidence().isBlank(),
                Answer::quoted);
    }

    public Share falseAlarms() {
        return share(answer -> answer.given().harmless(), Answer::falseAlarm);
    }

    /** By label: how many were right. */
    public Map<String, Share> byCategory() {
        Map<String, Share> shares = new TreeMap<>();
        answers.forEach(answer -> shares.computeIfAbsent(
                answer.given().category(),
                label -> share(each -> each.given().category().equals(label), Answer::right)));
        return shares;
    }

    /** Label to answer to number, where they differ and the answer is wrong. */
    public Map<String, Map<String, Integer>> confusion() {
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        answers.stream().filter(answer -> !answer.right()).forEach(answer -> table.computeIfAbsent(
                        answer.given().category(), label -> new TreeMap<>())
                .merge(answer.answered(), 1, Integer::sum));
        return table;
    }

    private Share share(Predicate<Answer> among, Predicate<Answer> holds) {
        List<Answer> asked = answers.stream().filter(among).toList();
        return new Share((int) asked.stream().filter(holds).count(), asked.size());
    }
}
