package dev.slipway.cli;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.journal.JournalWriter;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.Pipeline;
import dev.slipway.run.Home;
import dev.slipway.run.Run;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.RunFolders;
import dev.slipway.run.RunListener;
import dev.slipway.run.RunSetting;
import dev.slipway.run.Thoroughness;
import dev.slipway.run.Ticker;
import dev.slipway.secrets.Secrets;
import dev.slipway.stack.Role;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackName;
import dev.slipway.workbench.Builds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds by runs of the ordinary kind, each with its own journal; only what came of them is kept. */
final class DevBuilds implements Builds {
    private final Engine engine;
    private final Home home;
    private final Pipeline pipeline;
    private final int places;
    private final Ticker ticker;
    private final Secrets secrets;
    private final Run asking;

    DevBuilds(Engine engine, Home home, Pipeline pipeline, int places, Ticker ticker, Secrets secrets) {
        this.engine = engine;
        this.home = home;
        this.pipeline = pipeline;
        this.places = places;
        this.ticker = ticker;
        this.secrets = secrets;
        RunSetting setting = new RunSetting("dev", pipeline, home, places, Thoroughness.USUAL, ProgramVersion.text());
        this.asking = new Run(engine, setting, List.of(), ticker, new LazyJudge(), secrets);
    }

    /** What came of a run. {@code variants} are those that were kept or built, by image. */
    record Result(Verdict verdict, Made made, Map<String, String> variants) {}

    @Override
    public Made make(List<String> images, StopSignal stop) {
        return run(images, stop, List.of()).made();
    }

    Result run(List<String> images, StopSignal stop, List<RunListener> listeners) {
        String id = new RunFolders(home).begin(ticker.now());
        Outcome outcome = new Outcome();
        try (JournalWriter journal = JournalWriter.open(home.journal(id))) {
            List<RunListener> all = new ArrayList<>(listeners);
            all.add(journal);
            all.add(outcome);
            RunSetting setting = new RunSetting(id, pipeline, home, places, Thoroughness.USUAL, ProgramVersion.text());
            Verdict verdict = new Run(engine, setting, all, ticker, new LazyJudge(), secrets).develop(images, stop);
            return new Result(verdict, new Made(outcome.ids, outcome.failures), Map.copyOf(outcome.variants));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("closing the journal of run " + id, unwritable);
        }
    }

    /** Sees to it that an image which is not built here is on the engine; why not, if it cannot be had. */
    Optional<Diagnosis> provide(String reference, StopSignal stop) {
        return asking.provide(reference, stop);
    }

    /** What the roles require as secrets and cannot be given. To be asked before {@link #stack}. */
    Optional<Diagnosis> lacking(List<Role> roles, StopSignal stop) {
        Map<String, Map<String, ContainerSecret>> wanted = new HashMap<>();
        roles.forEach(role -> wanted.put(role.name(), role.manner().container().secrets()));
        return asking.lacking(wanted, stop);
    }

    /** The stack whose containers know these secrets; {@code owner} are the labels of whom it goes with. */
    Stack stack(StackName name, Map<String, String> owner) {
        return new Stack(engine, name, asking.vault(), owner);
    }

    /** A fold over a run's events. */
    private static final class Outcome implements RunListener {
        private final Map<String, String> ids = new HashMap<>();
        private final Map<String, String> variants = new HashMap<>();
        private final Map<String, Failure> failures = new HashMap<>();

        @Override
        public void on(RunEvent event) {
            if (event instanceof RunEvent.AttemptEnded attempt && attempt.why() != null) {
                failures.put(attempt.image(), new Failure(attempt.why(), attempt.log()));
            } else if (event instanceof RunEvent.ImageEnded image
                    && image.status().proven()) {
                ids.put(image.image(), image.result().id());
                variants.put(image.image(), image.result().variant());
                failures.remove(image.image());
            } else if (event instanceof RunEvent.ImageEnded image) {
                failures.putIfAbsent(image.image(), new Failure(null, ""));
            }
        }
    }
}
