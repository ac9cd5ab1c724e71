package dev.slipway.doctor;

import dev.slipway.engine.Engine;
import dev.slipway.model.BaseSpec;
import dev.slipway.model.Pipeline;
import dev.slipway.run.Home;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks at everything that builds of a pipeline depend on, all at once, within a quarter of a minute. Containers are made
 * from images that are already there, belong to this process like a run's, and are removed.
 */
public final class Doctor {
    private final Home home;
    private final Map<String, String> environment;
    private final boolean offline;
    private final List<String> logins;

    /** @param logins registries that there is a login for */
    public Doctor(Home home, Map<String, String> environment, boolean offline, List<String> logins) {
        this.logins = List.copyOf(logins);
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.offline = offline;
    }

    /** @param pipeline whose bases are looked at and tried; null where there is none to be read */
    public List<Observation> examine(Engine engine, @Nullable Pipeline pipeline) {
        List<Examination> examinations = machine();
        examinations.addAll(new EngineLooks(engine, InstantSource.system()).examinations());
        examinations.add(new ProxyLook(environment, engine));
        List<BaseSpec> bases = pipeline == null ? List.of() : pipeline.bases();
        examinations.addAll(ContainerLook.of(engine, bases));
        examinations.addAll(RegistryLook.of(engine, bases, logins));
        bases.forEach(base -> examinations.add(
                new BaseLook(engine, base.reference(), base.provide().isPresent(), offline)));
        examinations.add(new LeftoverLook(engine, home));
        examinations.add(new PrivateEngineLook(home));
        return new Round(offline).go(examinations);
    }

    /** What can be said without an engine, {@code trouble} being why there is none. */
    public List<Observation> examine(String trouble) {
        List<Examination> examinations = machine();
        examinations.add(new ProxyLook(environment, null));
        examinations.add(new PrivateEngineLook(home));
        List<Observation> seen = new ArrayList<>(new Round(offline).go(examinations));
        seen.add(Machine.noEngine(trouble));
        return seen.stream().sorted(Comparator.comparing(Observation::area)).toList();
    }

    private List<Examination> machine() {
        return new ArrayList<>(new Machine(home.folder(), Path.of("/proc")).examinations());
    }
}
