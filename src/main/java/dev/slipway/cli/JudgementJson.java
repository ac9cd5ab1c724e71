package dev.slipway.cli;

import dev.slipway.cli.HistoryDriftCommand.Compared;
import dev.slipway.cli.HistoryTrendsCommand.Trends;
import dev.slipway.drift.Drift;
import dev.slipway.drift.DriftWords;
import dev.slipway.drift.Suspect;
import dev.slipway.judgement.ChangePoint;
import dev.slipway.judgement.Debt;
import dev.slipway.judgement.Limit;
import dev.slipway.judgement.Steadiness;
import dev.slipway.past.PastRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is judged of earlier runs, as JSON. */
final class JudgementJson {
    private JudgementJson() {}

    static String drift(PastRun run, List<Compared> compared) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("run", run.id());
        value.put("pipeline", run.pipeline());
        value.put("images", compared.stream().map(JudgementJson::value).toList());
        return HistoryJson.text(value);
    }

    /** One line, as the events of the run itself are. */
    static String event(PastRun run, Compared compared, List<String> flaky) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("event", "drift");
        value.put("at", run.began().plus(run.took()).toString());
        value.put("run", run.id());
        value.put("pipeline", run.pipeline());
        value.putAll(value(compared));
        value.put("flaky", flaky);
        return HistoryJson.line(value);
    }

    private static Map<String, Object> value(Compared compared) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("image", compared.image().name());
        compared.drift().ifPresent(drift -> put(value, drift, compared));
        return value;
    }

    private static void put(Map<String, Object> value, Drift drift, Compared compared) {
        value.put("goodRun", drift.goodRun());
        if (!drift.elsewhere().isEmpty()) {
            value.put("elsewhere", drift.elsewhere());
        }
        value.put("goodAt", drift.goodAt().toString());
        value.put("commit", drift.commit());
        value.put("sentence", DriftWords.sentence(drift, compared.trouble().diagnosis()));
        value.put(
                "suspects", drift.suspects().stream().map(JudgementJson::value).toList());
    }

    private static Map<String, Object> value(Suspect suspect) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("kind", HistoryJson.word(suspect.kind()));
        value.put("what", suspect.what());
        value.put("before", suspect.before());
        value.put("now", suspect.now());
        value.put("weight", suspect.weight());
        value.put("because", suspect.because());
        return value;
    }

    static String flaky(String pipeline, List<Steadiness> steps) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("pipeline", pipeline);
        value.put("steps", steps.stream().map(JudgementJson::value).toList());
        return HistoryJson.text(value);
    }

    private static Map<String, Object> value(Steadiness steadiness) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("subject", steadiness.step().subject());
        value.put("variant", steadiness.step().variant());
        value.put("kind", steadiness.step().kind());
        value.put("step", steadiness.step().step());
        value.put("state", HistoryJson.word(steadiness.state()));
        value.put("trials", steadiness.trials());
        value.put("failures", steadiness.failures());
        value.put("pairs", steadiness.pairs());
        value.put("flips", steadiness.flips());
        value.put("elsewhere", steadiness.elsewhere());
        value.put("score", steadiness.score());
        value.put("atLeast", steadiness.atLeast());
        return value;
    }

    static String trends(Trends trends) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("pipeline", trends.pipeline());
        value.put("changes", trends.points().stream().map(JudgementJson::value).toList());
        value.put("limits", trends.limits().stream().map(JudgementJson::value).toList());
        value.put("debts", trends.debts().stream().map(JudgementJson::value).toList());
        return HistoryJson.text(value);
    }

    private static Map<String, Object> value(ChangePoint point) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("measure", HistoryJson.word(point.measure()));
        value.put("subject", point.subject());
        value.put("run", point.run());
        value.put("at", point.at().toString());
        value.put("from", point.from());
        value.put("to", point.to());
        value.put("chance", point.chance());
        return value;
    }

    private static Map<String, Object> value(Limit limit) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("measure", HistoryJson.word(limit.measure()));
        value.put("subject", limit.subject());
        value.put("runs", limit.runs());
        value.put("usualMs", limit.usual().toMillis());
        value.put("longestMs", limit.longest().toMillis());
        value.put("suggestedMs", limit.suggested().toMillis());
        return value;
    }

    private static Map<String, Object> value(Debt debt) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("image", debt.image());
        value.put("nights", debt.nights());
        value.put("since", debt.since().toString());
        value.put("variant", debt.variant());
        value.put("reason", debt.reason());
        return value;
    }
}
