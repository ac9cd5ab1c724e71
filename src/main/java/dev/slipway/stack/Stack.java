package dev.slipway.stack;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OwnedObject;
import dev.slipway.probe.Vault;
import dev.slipway.run.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The containers, the network and the volumes of one stack on one engine. Nothing of it is remembered elsewhere: what
 * stands is asked of the engine, by label, each time. So a stack outlives the program that raised it, and any other
 * program can take it down, however far the first one came.
 *
 * <p>Threads: any, but whoever raises and whoever lowers the same role must be one. A broken engine is an
 * {@link EngineException}.
 */
public final class Stack {
    private final Engine engine;
    private final StackName name;
    private final Vault vault;
    private final Map<String, String> owner;

    /** One whose roles have no secrets, or that only what stands is asked of. */
    public Stack(Engine engine, StackName name) {
        this(engine, name, Vault.EMPTY);
    }

    /** @param vault has the secrets of containers */
    public Stack(Engine engine, StackName name, Vault vault) {
        this(engine, name, vault, Map.of());
    }

    /**
     * @param vault has the secrets of containers
     * @param owner labels that tell whose it is: of a run that it is to go with, should its process die, or
     *     {@link Mark#PROJECT}
     */
    public Stack(Engine engine, StackName name, Vault vault, Map<String, String> owner) {
        this.engine = engine;
        this.name = name;
        this.vault = vault;
        this.owner = Map.copyOf(owner);
    }

    public StackName name() {
        return name;
    }

    /** What came of starting a role. */
    public sealed interface Raised {
        record Up(Standing standing) implements Raised {}

        /** The engine would not make or start it, and nothing of it is left; {@code exit} is what the container got. */
        record NotStarted(String why, int exit) implements Raised {}
    }

    /** All containers of the stack, running or not, in the order in which they were to be started. */
    public List<Standing> standing() {
        List<Standing> standing = new ArrayList<>();
        for (OwnedObject object : objects()) {
            if (object.kind() == OwnedObject.Kind.CONTAINER && name.plays(object)) {
                Mark.parse(object.labels())
                        .flatMap(mark ->
                                state(object.id()).map(state -> new Standing(object.id(), object.name(), mark, state)))
                        .ifPresent(standing::add);
            }
        }
        standing.sort(
                Comparator.comparingInt((Standing one) -> one.mark().place()).thenComparing(Standing::role));
        return List.copyOf(standing);
    }

    public Optional<Standing> standing(String role) {
        return standing().stream().filter(one -> one.role().equals(role)).findFirst();
    }

    /** The network that all roles stand on; made when it is not there. */
    public String network() {
        return objects().stream()
                .filter(object -> object.kind() == OwnedObject.Kind.NETWORK)
                .findFirst()
                .map(OwnedObject::id)
                .orElseGet(() -> engine.createNetwork(name.network(), false, owned(Map.of(Mark.STACK, name.label()))));
    }

    /**
     * Makes and starts the container of a role that does not stand. It is not started again by itself before
     * {@link Engine#keepRunning} says so: what ends while it comes up is to be seen.
     *
     * @param place counts in the order of the start
     */
    public Raised raise(Role role, int place, String network) {
        String container;
        try {
            container = engine.createContainer(new Moulding(engine, name, vault, owner).of(role, place, network));
        } catch (EngineException refused) {
            throwIfLost(refused);
            return new Raised.NotStarted(refused.answer(), 0);
        }
        try {
            engine.start(container);
        } catch (EngineException refused) {
            throwIfLost(refused);
            return notStarted(container, refused);
        }
        return standing(container, role, place);
    }

    private Map<String, String> owned(Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.putAll(owner);
        return all;
    }

    /** What the engine refuses is the role's trouble; that it cannot be asked is everybody's. */
    private static void throwIfLost(EngineException refused) {
        switch (refused.kind()) {
            case UNREACHABLE, TIMEOUT, STOPPED -> throw refused;
            case NOT_FOUND, CONFLICT, REFUSED, UNSUPPORTED, FAILED -> {}
        }
    }

    private Raised standing(String container, Role role, int place) {
        return new Raised.Up(new Standing(
                container, name.container(role.name()), Mark.of(name, role, place), engine.inspect(container)));
    }

    private Raised notStarted(String container, EngineException refused) {
        Optional<ContainerState> state = state(container);
        engine.removeContainer(container);
        String why =
                state.map(ContainerState::error).filter(text -> !text.isBlank()).orElse(refused.answer());
        return new Raised.NotStarted(why, state.map(ContainerState::exitCode).orElse(0));
    }

    /** TERM, then KILL when {@code grace} is over; then the container goes. One that is gone already is a success. */
    public void lower(Standing standing, Duration grace) {
        if (standing.state().running() && !grace.isZero()) {
            try {
                engine.stop(standing.container(), grace);
            } catch (EngineException trouble) {
                if (trouble.kind() == Kind.UNREACHABLE) {
                    throw trouble;
                }
                // Whatever it was, removing comes with KILL.
            }
        }
        engine.removeContainer(standing.container());
    }

    /** All stacks that have anything on the engine. */
    public static List<StackName> all(Engine engine) {
        return engine.owned(Mark.STACK).stream()
                .flatMap(object ->
                        StackName.parse(object.labels().getOrDefault(Mark.STACK, ""))
                                .filter(name -> name.has(object))
                                .stream())
                .distinct()
                .sorted(Comparator.comparing(StackName::label))
                .toList();
    }

    /**
     * The folders of other projects that the stack was raised from. Two copies of one pipeline file have one name, and
     * neither may take away what the other one has.
     *
     * @param project the folder of the one who asks
     * @param volumes whether it is about volumes too
     */
    public List<String> strangers(String project, boolean volumes) {
        return objects().stream()
                .filter(object -> volumes || object.kind() != OwnedObject.Kind.VOLUME)
                .map(object -> object.labels().getOrDefault(Mark.PROJECT, project))
                .filter(other -> !other.equals(project))
                .distinct()
                .sorted()
                .toList();
    }

    /** Whether a process that lives owns it, and takes it away itself. */
    public boolean owned() {
        return objects().stream()
                .flatMap(object -> Owner.parse(object.labels().getOrDefault(Owner.OWNER_LABEL, "")).stream())
                .anyMatch(owner -> !owner.dead());
    }

    /**
     * Takes away what is of this kind and goes on where the engine refuses.
     *
     * @param refused hears a sentence of each refusal
     * @return how many are gone
     */
    int clear(OwnedObject.Kind kind, Consumer<String> refused) {
        int removed = 0;
        for (OwnedObject object : objects()) {
            if (object.kind() == kind
                    && tried("the " + word(kind) + " " + object.name(), () -> remove(object), refused)) {
                removed++;
            }
        }
        return removed;
    }

    /** As {@link #lower}, and whether it is gone. */
    boolean clear(Standing standing, Duration grace, Consumer<String> refused) {
        return tried("the container " + standing.containerName(), () -> lower(standing, grace), refused);
    }

    private static boolean tried(String what, Runnable removal, Consumer<String> refused) {
        try {
            removal.run();
            return true;
        } catch (EngineException refusal) {
            throwIfLost(refusal);
            refused.accept(what + " could not be removed: " + refusal.answer());
            return false;
        }
    }

    private static String word(OwnedObject.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Takes away the network, if there is one and nobody stands on it any more. */
    public int removeNetworks() {
        return remove(OwnedObject.Kind.NETWORK);
    }

    /** Takes away the volumes, with what is in them. */
    public int removeVolumes() {
        return remove(OwnedObject.Kind.VOLUME);
    }

    private int remove(OwnedObject.Kind kind) {
        int removed = 0;
        for (OwnedObject object : objects()) {
            if (object.kind() == kind) {
                remove(object);
                removed++;
            }
        }
        return removed;
    }

    private void remove(OwnedObject object) {
        switch (object.kind()) {
            case CONTAINER -> engine.removeContainer(object.id());
            case NETWORK -> engine.removeNetwork(object.id());
            case VOLUME -> engine.removeVolume(object.name());
        }
    }

    private List<OwnedObject> objects() {
        return engine.owned(Mark.STACK + "=" + name.label()).stream()
                .filter(name::has)
                .toList();
    }

    /** Empty when it went away between two questions. */
    private Optional<ContainerState> state(String container) {
        try {
            return Optional.of(engine.inspect(container));
        } catch (EngineException gone) {
            if (gone.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw gone;
        }
    }
}
