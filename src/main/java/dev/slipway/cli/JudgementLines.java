package dev.slipway.cli;

import dev.slipway.cli.HistoryDriftCommand.Compared;
import dev.slipway.cli.HistoryTrendsCommand.Trends;
import dev.slipway.console.Sanitizer;
import dev.slipway.drift.Drift;
import dev.slipway.drift.DriftWords;
import dev.slipway.judgement.ChangePoint;
import dev.slipway.judgement.Steadiness;
import dev.slipway.past.PastRun;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What is judged of earlier runs, as lines for people; nothing in them can reach a terminal but text. */
final class JudgementLines {
    private JudgementLines() {}

    static List<String> drift(PastRun run, List<Compared> compared) {
        List<String> lines = new ArrayList<>();
        lines.add("run " + run.id() + " of " + run.pipeline() + ", " + day(run.began()));
        for (Compared each : compared) {
            if (each.drift().isEmpty()) {
                lines.add(each.image().name() + ": nothing to compare it with is remembered");
                continue;
            }
            Drift drift = each.drift().get();
            lines.add(each.image().name() + ": "
                    + DriftWords.sentence(drift, each.trouble().diagnosis()));
            if (!drift.none()) {
                lines.add("  since run " + drift.goodRun() + ", " + day(drift.goodAt()) + ":");
            }
            DriftWords.lines(drift).forEach(line -> lines.add("    " + line));
        }
        return clean(lines);
    }

    static List<String> flaky(String pipeline, List<Steadiness> steps) {
        List<String> lines = new ArrayList<>();
        lines.add(pipeline + (steps.isEmpty() ? ": nothing is flaky" : ""));
        for (Steadiness step : steps) {
            lines.add("  " + (step.flaky() ? "flaky   " : "        ") + step.step() + " " + step.words());
        }
        return clean(lines);
    }

    static List<String> trends(Trends trends) {
        List<String> lines = new ArrayList<>();
        lines.add(trends.pipeline());
        if (trends.points().isEmpty()) {
            lines.add("  no time and no size went to another level");
        }
        for (ChangePoint point : trends.points()) {
            lines.add("  " + day(point.at()) + "  " + point.words() + ", first in run " + point.run());
        }
        trends.debts().forEach(debt -> lines.add("  debt        " + debt.words()));
        trends.limits().forEach(limit -> limit.words(null).ifPresent(words -> lines.add("  limit       " + words)));
        return clean(lines);
    }

    private static List<String> clean(List<String> lines) {
        return lines.stream().map(Sanitizer::clean).toList();
    }

    private static String day(Instant at) {
        return at.atZone(ZoneId.systemDefault()).toLocalDate().toString();
    }
}
