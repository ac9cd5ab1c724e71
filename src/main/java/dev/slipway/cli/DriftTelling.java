package dev.slipway.cli;

import dev.slipway.cli.HistoryDriftCommand.Compared;
import dev.slipway.console.OutputMode;
import dev.slipway.console.SinceGood;
import dev.slipway.diagnose.Nature;
import dev.slipway.drift.Drift;
import dev.slipway.drift.DriftWords;
import dev.slipway.drift.Pins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.history.Ledger;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.BillChanges;
import dev.slipway.nightly.FlakyTrials;
import dev.slipway.nightly.Subject;
import dev.slipway.nightly.Trouble;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells below a run's summary what its failed images have otherwise than when they were last good, and whether what failed is known
 * to be flaky. It asks the ledger, and is
 * loaded only where an image failed: whatever becomes of the question, the run's verdict has been told and stands. A ledger that
 * says no costs a line on standard error, one that says nothing costs the patience.
 */
final class DriftTelling {
    /** A first question folds all journals that there are; a later one takes well below a second. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(DriftTelling.class);

    private final Shell shell;
    private final Map<String, String> environment;
    private final OutputMode mode;
    private final Pins pins;

    DriftTelling(Shell shell, Map<String, String> environment, OutputMode mode, Pins pins) {
        this.shell = shell;
        this.environment = environment;
        this.mode = mode;
        this.pins = pins;
    }

    static DriftTelling of(Shell shell, RunOptions options, Pipeline pipeline) {
        return new DriftTelling(shell, options.environment(), options.output().mode(), new ProjectPins(pipeline));
    }

    /** {@code flaky} are sentences on what failed and is known to be flaky. */
    private record Found(Compared compared, List<String> flaky) {}

    private record Known(PastRun run, List<Found> found) {}

    /** {@code remark} is what the ledger, or whoever could not open it, had to say. */
    private record Answer(Optional<Known> known, Optional<String> remark) {}

    /**
     * @param images of the run, which must have ended
     * @param stop ends the wait for a ledger that does not answer
     */
    void tell(String run, List<String> images, StopSignal stop, Duration patience) {
        FutureTask<Answer> question = new FutureTask<>(() -> asked(run, images));
        Thread.ofPlatform().daemon().name("slipway-drift").start(question);
        try (Registration stopped = stop.onRaise(why -> question.cancel(false))) {
            Answer answer = question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            answer.remark().ifPresent(shell.err()::println);
            answer.known().ifPresent(this::print);
        } catch (TimeoutException silent) {
            complain("the ledger did not answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException broken) {
            log.error("asking what differs from the last good run failed", broken.getCause());
            complain(String.valueOf(broken.getCause()));
        } catch (CancellationException stopped) {
            log.info("nobody waits any more for what differs from the last good run");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong is not told while it is asked, but kept for whoever is still there when it is answered. */
    private Answer asked(String run, List<String> images) {
        StringWriter said = new StringWriter();
        Shell aside = new Shell(shell.workspace(), shell.out(), new PrintWriter(said, true));
        List<Known> known = new ArrayList<>();
        ExitCode asked = Memory.ask(aside, environment, ledger -> {
            ledger.run(run).map(found -> compared(ledger, found, images)).ifPresent(known::add);
            return ExitCode.PROVEN;
        });
        log.debug("asking the ledger what differs from the last good run: {}", asked);
        return new Answer(
                known.stream().findFirst(), remark(said.toString().lines().toList()));
    }

    /** One line, however much there is to remark. */
    private static Optional<String> remark(List<String> lines) {
        return lines.stream()
                .findFirst()
                .map(first -> lines.size() == 1 ? first : first + " (and " + (lines.size() - 1) + " lines more)");
    }

    private Known compared(Ledger ledger, PastRun run, List<String> images) {
        BillChanges changes = new BillChanges(ledger, pins);
        FlakyTrials flaky = new FlakyTrials(ledger);
        List<Found> all = new ArrayList<>();
        for (String name : images) {
            Optional<PastImage> image = run.image(name);
            if (image.isPresent()) {
                Trouble trouble = Trouble.of(image.get());
                Subject subject = Subject.image(name);
                Optional<Drift> drift = trouble.why()
                        .filter(why -> why.nature() != Nature.ENVIRONMENT)
                        .flatMap(why -> changes.sinceGood(run.id(), subject, trouble));
                if (drift.isPresent()) {
                    all.add(new Found(new Compared(image.get(), drift, trouble), flaky.steps(run.id(), subject)));
                }
            }
        }
        return new Known(run, all);
    }

    private void print(Known known) {
        if (mode == OutputMode.JSON) {
            known.found().forEach(each -> shell.out()
                    .println(JudgementJson.event(known.run(), each.compared(), each.flaky())));
            shell.out().flush();
        } else {
            SinceGood.print(told(known), mode, Places.of(shell));
        }
    }

    private static List<SinceGood.Told> told(Known known) {
        return known.found().stream()
                .map(found -> told(known.run().id(), found))
                .toList();
    }

    private static SinceGood.Told told(String run, Found found) {
        Compared compared = found.compared();
        Drift drift = compared.drift().orElseThrow();
        List<String> sentence = new ArrayList<>(
                List.of(DriftWords.sentence(drift, compared.trouble().diagnosis())));
        sentence.addAll(found.flaky());
        return new SinceGood.Told(
                compared.image().name(),
                run,
                String.join("; ", sentence),
                drift.goodAt().atZone(ZoneId.systemDefault()).toLocalDate(),
                drift.elsewhere());
    }

    private void complain(String trouble) {
        shell.err()
                .println("slipway: what differs from the last good run is not told: "
                        + MaskedLayout.MASK.hide(trouble.lines().findFirst().orElse(trouble)));
    }
}
