package dev.slipway.clean;

import dev.slipway.engine.Engine;
import dev.slipway.engine.OwnedObject;
import dev.slipway.run.Owner;
import dev.slipway.run.RunFolders;
import java.util.List;

/**
 * Containers, networks and volumes whose owner is dead. What a living process owns is never among them, nor what is kept
 * running for people, which has no owner.
 */
public final class Leftovers {
    private final Engine engine;
    private final RunFolders folders;

    public Leftovers(Engine engine, RunFolders folders) {
        this.engine = engine;
        this.folders = folders;
    }

    /** In the order of removal. */
    public List<OwnedObject> found() {
        return engine.owned(Owner.RUN_LABEL).stream().filter(this::dead).toList();
    }

    private boolean dead(OwnedObject object) {
        String run = object.labels().getOrDefault(Owner.RUN_LABEL, "");
        return Owner.parse(object.labels().getOrDefault(Owner.OWNER_LABEL, ""))
                        .map(Owner::dead)
                        .orElse(false)
                || folders.knownDead(run);
    }

    static Item item(OwnedObject object, Sizes sizes) {
        String why = "left by run " + object.labels().getOrDefault(Owner.RUN_LABEL, "?") + ", which died";
        return switch (object.kind()) {
            case CONTAINER ->
                new Item(Item.Kind.CONTAINER, object.name(), object.id(), why, sizes.container(object.id()));
            case NETWORK -> new Item(Item.Kind.NETWORK, object.name(), object.id(), why, 0);
            case VOLUME -> new Item(Item.Kind.VOLUME, object.name(), object.name(), why, sizes.volume(object.name()));
        };
    }
}
