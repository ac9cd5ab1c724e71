package dev.slipway.cli;

import dev.slipway.drift.Drift;
import dev.slipway.drift.Pins;
import dev.slipway.history.Ledger;
import dev.slipway.judgement.ChangePoints;
import dev.slipway.judgement.Debt;
import dev.slipway.judgement.Flakiness;
import dev.slipway.nightly.BillChanges;
import dev.slipway.nightly.Subject;
import dev.slipway.nightly.Trouble;
import dev.slipway.past.PastException;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.Series;
import dev.slipway.past.Trial;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.IndexReport;
import dev.slipway.report.html.IndexReport.Missed;
import dev.slipway.report.html.IndexReport.Owed;
import dev.slipway.report.html.IndexReport.Shift;
import dev.slipway.report.html.IndexReport.Unsteady;
import dev.slipway.run.ImageStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What reports take from the ledger. Of one thread at a time, as the ledger is. */
final class ReportPast {
    private static final Duration YEAR = Duration.ofDays(400);
    private static final Duration JUDGED = Duration.ofDays(90);
    private static final int RUNS = 2_000;

    private final Ledger ledger;

    ReportPast(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The report with what drifted in it; as it was, where the past cannot be asked, which has been told. */
    static RunReport drifted(Shell shell, Map<String, String> environment, RunReport report) {
        List<Drift> drifts = new ArrayList<>();
        ExitCode ignored = Memory.ask(shell, environment, ledger -> {
            drifts.addAll(new ReportPast(ledger).drifts(report));
            return ExitCode.PROVEN;
        });
        return ignored == ExitCode.PROVEN ? with(report, drifts) : report;
    }

    RunReport drifted(RunReport report) {
        return with(report, drifts(report));
    }

    private static RunReport with(RunReport report, List<Drift> drifts) {
        return new RunReport(report.run(), report.story(), report.folder(), report.root(), report.alive(), drifts);
    }

    private List<Drift> drifts(RunReport report) {
        BillChanges changes = new BillChanges(ledger, Pins.NONE);
        return ledger.run(report.run()).map(PastRun::images).orElse(List.of()).stream()
                .flatMap(image -> drift(changes, report.run(), image).stream())
                .filter(drift -> !drift.none())
                .toList();
    }

    private static Optional<Drift> drift(BillChanges changes, String run, PastImage image) {
        Subject subject = Subject.image(image.name());
        return switch (image.ended().orElse(ImageStatus.CANCELLED)) {
            case FAILED, DEGRADED -> changes.sinceGood(run, subject, Trouble.of(image));
            case BUILT -> changes.unasked(run, subject);
            case CACHED, BLOCKED, CANCELLED -> Optional.empty();
        };
    }

    /** @param page where the page of a run is, by its id; empty for one that has none */
    IndexReport index(Instant now, MissedNights absent, UnaryOperator<String> page) throws PastException {
        ZoneId zone = ZoneId.systemDefault();
        List<PastRun> runs = ledger.runs("", now.minus(YEAR), RUNS);
        List<Series> series = new ArrayList<>();
        List<Shift> shifts = new ArrayList<>();
        List<Unsteady> unsteady = new ArrayList<>();
        List<String> pipelines =
                runs.stream().map(PastRun::pipeline).distinct().sorted().toList();
        for (String pipeline : pipelines) {
            List<Series> measured = ledger.measures(pipeline, now.minus(YEAR));
            List<Trial> trials = ledger.trials(pipeline, now.minus(JUDGED));
            series.addAll(measured);
            ChangePoints.of(measured)
                    .forEach(point ->
                            shifts.add(new Shift(point.measure(), point.subject(), point.at(), point.words())));
            Flakiness.flaky(trials)
                    .forEach(step -> unsteady.add(new Unsteady(step.step().toString(), step.words(), step.last())));
        }
        List<PastRun> nights = pipelines.stream()
                .flatMap(pipeline -> ledger.nights(pipeline, RUNS).stream())
                .toList();
        List<Owed> debts = Debt.of(nights, zone).stream()
                .map(debt -> new Owed(
                        debt.pipeline(), debt.image(), debt.nights(), debt.since(), debt.variant(), debt.reason()))
                .toList();
        List<Missed> missed = pipelines.stream()
                .flatMap(pipeline -> absent.of(pipeline, zone, now).stream())
                .filter(night -> !night.day().isBefore(LocalDate.ofInstant(now.minus(YEAR), zone)))
                .toList();
        return new IndexReport(zone, runs, series, shifts, unsteady, debts, missed, page);
    }
}
