package dev.slipway.cli;

import dev.slipway.engine.Engine;
import dev.slipway.engine.OwnedObject;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.model.Pipeline;
import dev.slipway.run.Owner;
import dev.slipway.stack.Conflicts;
import dev.slipway.stack.Mark;
import dev.slipway.stack.Raising;
import dev.slipway.stack.Role;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackName;
import dev.slipway.stack.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What keeps {@code dev} from running a stack on an engine, each in words. Changes nothing. */
final class DevHindrances {
    private final Engine engine;
    private final Pipeline pipeline;
    private final StackName name;
    private final Predicate<String> knownDead;

    /** @param knownDead tells dead runs of this home by their id */
    DevHindrances(Engine engine, Pipeline pipeline, StackName name, Predicate<String> knownDead) {
        this.engine = engine;
        this.pipeline = pipeline;
        this.name = name;
        this.knownDead = knownDead;
    }

    Optional<String> of(List<Role> roles) {
        return livingOwner().or(() -> sharedVolume(roles)).or(() -> takenPort(roles));
    }

    /** Another checkout has the same names, and each would take the other's containers for its own. */
    private Optional<String> livingOwner() {
        return engine.owned(Mark.STACK + "=" + name.label()).stream()
                .map(OwnedObject::labels)
                .filter(labels -> name.label().equals(labels.get(Mark.STACK)))
                .filter(labels -> !knownDead.test(labels.getOrDefault(Owner.RUN_LABEL, "")))
                .flatMap(DevHindrances::owner)
                .filter(owner -> !owner.dead() && !owner.equals(Owner.self()))
                .findFirst()
                .map(this::words);
    }

    private static Stream<Owner> owner(Map<String, String> labels) {
        return Owner.parse(labels.getOrDefault(Owner.OWNER_LABEL, "")).stream();
    }

    private String words(Owner owner) {
        String where = owner.host().equals(Owner.self().host()) ? "this machine" : "another machine or container";
        return "what stands of '%s' on this engine is of another 'dev', process %d of %s. Maybe stop that one first, or give"
                        .formatted(name.label(), owner.process(), where)
                + " this pipeline another name.";
    }

    private Optional<String> sharedVolume(List<Role> roles) {
        List<Standing> running = new Stack(engine, StackName.kept(pipeline.name()))
                .standing().stream().filter(one -> one.state().running()).toList();
        for (Standing standing : running) {
            for (Volume.Named kept : declared(standing.role())) {
                for (Role role : roles) {
                    if (uses(role, kept)) {
                        return Optional.of(
                                ("'%s' of 'up' runs with the volume '%s', which '%s' would use at the same time."
                                                + " Maybe take it down first ('down').")
                                        .formatted(standing.role(), kept.name(), role.name()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean uses(Role role, Volume.Named kept) {
        return named(role.manner().container().surface().volumes())
                .anyMatch(volume -> volume.name().equals(kept.name()) && !(volume.readOnly() && kept.readOnly()));
    }

    /** By the file, whichever variant runs: what stands does not tell its volumes. */
    private List<Volume.Named> declared(String role) {
        Stream<Volume.Named> ofImage = pipeline.image(role).stream()
                .flatMap(image -> image.variants().stream())
                .flatMap(variant -> named(variant.proof().container().surface().volumes()));
        Stream<Volume.Named> ofService = pipeline.service(role).stream()
                .flatMap(service -> named(service.container().surface().volumes()));
        return Stream.concat(ofImage, ofService).toList();
    }

    private static Stream<Volume.Named> named(List<Volume> volumes) {
        return volumes.stream().filter(Volume.Named.class::isInstance).map(Volume.Named.class::cast);
    }

    private Optional<String> takenPort(List<Role> roles) {
        List<String> known = roles.stream().map(Role::name).toList();
        return Conflicts.of(engine, new Stack(engine, name), new Raising.Wish(roles, known, true)).stream()
                .findFirst()
                .map(conflict -> conflict.words() + " " + conflict.advice());
    }
}
