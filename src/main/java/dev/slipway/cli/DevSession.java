package dev.slipway.cli;

import dev.slipway.console.BenchDisplay;
import dev.slipway.console.Display;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.model.Pipeline;
import dev.slipway.run.Home;
import dev.slipway.run.Owner;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.RunFolders;
import dev.slipway.run.SystemTicker;
import dev.slipway.secrets.Secrets;
import dev.slipway.stack.Billing;
import dev.slipway.stack.Readiness;
import dev.slipway.stack.Role;
import dev.slipway.stack.StackLock;
import dev.slipway.stack.StackName;
import dev.slipway.watch.Watch;
import dev.slipway.workbench.Belongings;
import dev.slipway.workbench.Bench;
import dev.slipway.workbench.BenchListener;
import dev.slipway.workbench.DevImages;
import dev.slipway.workbench.Workbench;
import dev.slipway.workbench.Workbench.Footing;
import dev.slipway.workbench.Workbench.Tools;
import dev.slipway.workbench.Workbench.Voice;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One stretch of work by one reading of the pipeline file: engine, builds, display, and the way back to an exit code. */
final class DevSession {
    private static final Duration FRAME = Duration.ofMillis(100);

    private final Shell shell;
    private final Options options;
    private final List<String> names;
    private final DevInterrupts interrupts;

    DevSession(Shell shell, Options options, List<String> names, DevInterrupts interrupts) {
        this.shell = shell;
        this.options = options;
        this.names = List.copyOf(names);
        this.interrupts = interrupts;
    }

    record Options(PipelineOption pipeline, EngineOption engine, OutputOption output, int places) {}

    /** Empty when the pipeline file is to be read again and all begun anew. */
    Optional<ExitCode> go(Pipeline pipeline) {
        StackName name = StackName.workedOn(pipeline.name());
        Home home = shell.workspace().home();
        return switch (StackLock.on(home.stacks(), name)) {
            case StackLock.Try.Taken taken -> {
                shell.err()
                        .println("slipway: 'dev' is at work on " + pipeline.name() + " already, as process "
                                + taken.who() + ". Maybe stop that one first.");
                yield Optional.of(ExitCode.FAILED);
            }
            case StackLock.Try.Held held -> {
                try (StackLock lock = held.lock();
                        Engine engine = options.engine().connect();
                        SystemTicker ticker = new SystemTicker()) {
                    yield work(engine, pipeline, name, ticker);
                }
            }
        };
    }

    private Optional<ExitCode> work(Engine engine, Pipeline pipeline, StackName name, SystemTicker ticker) {
        Home home = shell.workspace().home();
        StopSignal stop = interrupts.stop();
        Pipeline images = DevImages.of(pipeline);
        Secrets secrets = new Secrets(
                options.pipeline().environment(),
                options.pipeline().secretParams(pipeline),
                pipeline.folder(),
                MaskedLayout.MASK);
        DevBuilds builds = new DevBuilds(engine, home, images, options.places(), ticker, secrets);
        Billing billing = Billing.of(pipeline).only(pipeline, names);
        List<Bench> benches = pipeline.upkeep().dev().stream()
                .filter(dev -> billing.names().contains(dev.image()))
                .map(Bench::of)
                .toList();
        DevRoles roles = new DevRoles(engine, pipeline, benches, builds);
        DevHindrances hindrances = new DevHindrances(engine, pipeline, name, new RunFolders(home)::knownDead);
        Optional<String> hindered = hindrances.of(roles.announced(billing));
        if (hindered.isPresent()) {
            return failed(hindered.get());
        }
        DevBuilds.Result first = build(builds, billing.images(pipeline), ticker, stop);
        if (first.verdict() == Verdict.INTERRUPTED || first.verdict() == Verdict.ENGINE_LOST) {
            return Optional.of(ExitCode.of(first.verdict(), false));
        }
        Optional<String> lacking = roles.missing(billing, first);
        if (lacking.isPresent()) {
            return failed(lacking.get());
        }
        List<Role> cast;
        try {
            cast = roles.of(billing, first, stop);
        } catch (DevRoles.Unprovided missing) {
            shell.err().println("slipway: " + missing.getMessage());
            return Optional.of(stop.raised() ? ExitCode.INTERRUPTED : ExitCode.FAILED);
        }
        Optional<Diagnosis> secretless = builds.lacking(cast, stop);
        if (secretless.isPresent()) {
            shell.err()
                    .println("slipway: the containers cannot be given their secrets: "
                            + secretless.get().explanation());
            secretless.get().remedies().forEach(shell.err()::println);
            return Optional.of(ExitCode.FAILED);
        }
        // A build takes its time, and tells which variants there are.
        Optional<String> since = hindrances.of(cast);
        if (since.isPresent()) {
            return failed(since.get());
        }
        String run = new RunFolders(home).begin(ticker.now());
        Footing footing = new Footing(builds.stack(name, Owner.self().labels(run)), new Belongings(engine, name, run));
        Workbench bench = new Workbench(
                engine,
                new Workbench.Setting(
                        pipeline.name(), real(pipeline.file()), footing, cast, benches, roles.madeFrom(billing)),
                new Tools(
                        builds,
                        (role, standing, network, until) -> new Readiness(engine, name, pipeline.folder(), network)
                                .of(role, standing, until, question -> {}),
                        Watch::open,
                        this::reread),
                new Voice(display(), ticker, new LazyJudge(), secrets.mask()));
        try (Registration urgent = interrupts.atOnce().by(footing.own()::remove)) {
            return switch (bench.work(stop)) {
                case STOPPED -> Optional.of(ExitCode.PROVEN);
                case INTERRUPTED -> Optional.of(ExitCode.INTERRUPTED);
                case REREAD -> Optional.empty();
            };
        }
    }

    private Optional<ExitCode> failed(String why) {
        shell.err().println("slipway: " + why);
        return Optional.of(ExitCode.FAILED);
    }

    private DevBuilds.Result build(DevBuilds builds, List<String> images, SystemTicker ticker, StopSignal stop) {
        try (Display display = Display.create(options.output().mode(), Places.of(shell));
                Registration frames = ticker.every(FRAME, () -> display.tick(ticker.now()))) {
            return builds.run(images, stop, List.of(display));
        }
    }

    private boolean reread(Consumer<String> notices) {
        return switch (options.pipeline().untold(shell)) {
            case Reading.Valid valid -> {
                notices.accept("the pipeline file has changed: all begins anew by what it says now");
                yield true;
            }
            case Reading.Invalid invalid -> {
                notices.accept("the pipeline file has changed and cannot be taken; what runs goes on by the old one");
                invalid.problems().forEach(problem -> notices.accept(problem.toString()));
                yield false;
            }
        };
    }

    private BenchListener display() {
        return BenchDisplay.create(options.output().mode(), Places.of(shell));
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException gone) {
            throw new UncheckedIOException("cannot find the pipeline file " + file + " again", gone);
        }
    }
}
