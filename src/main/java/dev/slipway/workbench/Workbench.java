package dev.slipway.workbench;

import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import dev.slipway.run.Judge;
import dev.slipway.run.Ticker;
import dev.slipway.secrets.Mask;
import dev.slipway.stack.Role;
import dev.slipway.stack.Stack;
import dev.slipway.watch.Change;
import dev.slipway.watch.ChangeSet;
import dev.slipway.watch.Changes;
import dev.slipway.watch.Root;
import dev.slipway.workbench.BenchEvent.Cause;
import dev.slipway.workbench.Player.Backstage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps a stack running while somebody works on it: starts its roles, follows their files and logs, starts again and
 * builds again, and takes all of it away at the end. Use an object once.
 *
 * <p>Threads: {@link #work} is one loop on the caller's thread, which owns the state of all roles. One thread waits for
 * changes of files, one for each log and one for each question of readiness; they post news and own nothing. A broken
 * engine ends the work as an exception, with as much taken away as could be.
 */
public final class Workbench {
    private final Engine engine;
    private final Setting setting;
    private final Tools tools;
    private final BenchTeller teller;
    private final BlockingQueue<News> inbox = new LinkedBlockingQueue<>();
    private final Map<String, Bench> benches = new LinkedHashMap<>();
    private Optional<Changes> changes = Optional.empty();

    public Workbench(Engine engine, Setting setting, Tools tools, Voice voice) {
        this.engine = engine;
        this.setting = setting;
        this.tools = tools;
        this.teller = new BenchTeller(voice.listener(), voice.ticker(), voice.judge(), voice.mask());
    }

    /**
     * What is worked on. {@code roles} are in the order of their start; the image of one may be empty, and it waits for a
     * build that works then. {@code file} is the pipeline's. {@code madeFrom} names, by role, the image under work that a
     * service is made from.
     */
    public record Setting(
            String pipeline,
            Path file,
            Footing footing,
            List<Role> roles,
            List<Bench> benches,
            Map<String, String> madeFrom) {
        public Setting {
            madeFrom = Map.copyOf(madeFrom);
            roles = List.copyOf(roles);
            benches = List.copyOf(benches);
        }
    }

    /** Where the roles stand, and all that must be gone at the end, however it came to be there. */
    public record Footing(Stack stack, Belongings own) {}

    /**
     * What it is done with. {@code reread} is asked when the file has changed: whether to begin anew by what it says now.
     * Why not, it tells in sentences.
     */
    public record Tools(
            Builds builds,
            Awaiting awaiting,
            BiFunction<List<Root>, Consumer<String>, Changes> watching,
            Predicate<Consumer<String>> reread) {}

    /** How it is told. */
    public record Voice(BenchListener listener, Ticker ticker, Judge judge, Mask mask) {}

    /** Why the work is over. */
    public enum Close {
        /** By the user, after all had been started. */
        STOPPED,
        /** By the user, before that. */
        INTERRUPTED,
        /** The pipeline file says something else now. */
        REREAD
    }

    public Close work(StopSignal stop) {
        setting.benches().forEach(bench -> benches.put(bench.image(), bench));
        Ensemble ensemble =
                new Ensemble(engine, setting.footing(), teller, tools.builds(), benches.keySet(), setting.madeFrom());
        teller.tell(at -> new BenchEvent.Opened(
                at,
                setting.pipeline(),
                setting.roles().stream().map(Role::name).toList(),
                List.copyOf(benches.keySet())));
        try (Registration tie = stop.onRaise(reason -> inbox.add(new News.Interrupted()))) {
            // Before anything starts: what is saved while it does, counts.
            watch();
            Stack stack = setting.footing().stack();
            Backstage backstage = new Backstage(stack.network(), teller, tools.awaiting(), inbox::add);
            int place = 0;
            for (Role role : setting.roles()) {
                ensemble.add(new Player(engine, stack, backstage, role, ++place));
            }
            ensemble.start(stop);
            return stop.raised() ? Close.INTERRUPTED : loop(ensemble, stop);
        } finally {
            long begun = teller.nanos();
            teller.tell(BenchEvent.Stopping::new);
            changes.ifPresent(Changes::close);
            String left = ensemble.lower();
            teller.stopped(begun, left);
        }
    }

    private void watch() {
        changes.ifPresent(Changes::close);
        List<Root> roots = new ArrayList<>();
        roots.add(Root.of(setting.file()));
        benches.values().forEach(bench -> roots.addAll(bench.roots()));
        Changes open = tools.watching().apply(roots, text -> teller.notice(true, text));
        changes = Optional.of(open);
        Thread.ofPlatform().daemon().name("watch").start(() -> {
            for (Optional<ChangeSet> next = open.next(); next.isPresent(); next = open.next()) {
                inbox.add(new News.Changed(next.get()));
            }
        });
    }

    private Close loop(Ensemble ensemble, StopSignal stop) {
        while (true) {
            switch (take()) {
                case News.Interrupted interrupted -> {
                    return Close.STOPPED;
                }
                case News.LogEnded log ->
                    ensemble.living(log.role(), log.life())
                            .filter(player -> !player.ended())
                            .ifPresent(ensemble::logEnded);
                case News.Asked asked ->
                    ensemble.living(asked.role(), asked.life())
                            .ifPresent(player -> ensemble.asked(player, asked.result(), asked.took()));
                case News.Changed changed -> {
                    if (reread(changed.set())) {
                        return Close.REREAD;
                    }
                    react(ensemble, changed.set(), stop);
                }
            }
            if (stop.raised()) {
                return Close.STOPPED;
            }
        }
    }

    /** Changes that came while something else was done are one change. */
    private News take() {
        try {
            News news = inbox.take();
            while (news instanceof News.Changed changed && inbox.peek() instanceof News.Changed) {
                if (inbox.poll() instanceof News.Changed next) {
                    news = new News.Changed(changed.set().and(next.set()));
                }
            }
            return news;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody may interrupt the loop; raise the stop signal", interrupted);
        }
    }

    private boolean reread(ChangeSet set) {
        return set.changes().stream().map(Change::path).anyMatch(setting.file()::equals)
                && tools.reread().test(text -> teller.notice(true, text));
    }

    private void react(Ensemble ensemble, ChangeSet all, StopSignal stop) {
        List<Change> others = all.changes().stream()
                .filter(change -> !change.path().equals(setting.file()))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        ChangeSet set = new ChangeSet(others);
        Map<String, Cause> rebuilds = new LinkedHashMap<>();
        for (Bench bench : List.copyOf(benches.values())) {
            String role = bench.image();
            switch (ensemble.fitting(role, bench.reaction(set))) {
                case Reaction.None none -> {}
                case Reaction.Itself itself -> {
                    Cause cause = cause(itself.because(), bench, set);
                    teller.tell(at -> new BenchEvent.LeftToProgram(at, role, cause));
                }
                case Reaction.Restart restart -> ensemble.restart(role, cause(restart.because(), bench, set));
                case Reaction.Rebuild rebuild -> {
                    rebuilds.put(role, cause(rebuild.because(), bench, set));
                    refresh(bench);
                }
            }
        }
        if (!rebuilds.isEmpty()) {
            ensemble.rebuild(rebuilds, stop);
        }
    }

    /** The rules of what counts may have changed with what they stand in. */
    private void refresh(Bench bench) {
        Bench now = Bench.of(bench.spec());
        if (!now.sameRules(bench)) {
            benches.put(bench.image(), now);
            watch();
        }
    }

    private Cause cause(Path because, Bench bench, ChangeSet set) {
        long concerned = set.changes().stream()
                .filter(change -> !(bench.reaction(new ChangeSet(List.of(change))) instanceof Reaction.None))
                .count();
        return new Cause(shown(because), (int) Math.max(0, concerned - 1));
    }

    private String shown(Path path) {
        Path folder = setting.file().resolveSibling("");
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }
}
