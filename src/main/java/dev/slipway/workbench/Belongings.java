package dev.slipway.workbench;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OwnedObject;
import dev.slipway.run.Owner;
import dev.slipway.stack.Mark;
import dev.slipway.stack.StackName;
import java.util.ArrayList;
import java.util.List;

/**
 * The containers and networks that go with one stretch of work: those of its run, and containers of its stack that have
 * no owner, which ask whether others are ready. Never what another process works on under the same name. Volumes stay.
 * Safe for any thread.
 */
public final class Belongings {
    private final Engine engine;
    private final StackName name;
    private final String run;

    public Belongings(Engine engine, StackName name, String run) {
        this.engine = engine;
        this.name = name;
        this.run = run;
    }

    /** Takes all of it away at once; what could not be taken away, in words. Says so too when nobody could be asked. */
    public List<String> remove() {
        List<String> left = new ArrayList<>();
        try {
            for (OwnedObject object : engine.owned(Mark.STACK + "=" + name.label())) {
                if (name.label().equals(object.labels().get(Mark.STACK)) && ours(object)) {
                    remove(object, left);
                }
            }
        } catch (EngineException unanswered) {
            left.add("asking what stands of " + name.label() + ": " + unanswered.answer());
        }
        return left;
    }

    private boolean ours(OwnedObject object) {
        return run.equals(object.labels().get(Owner.RUN_LABEL))
                || (object.kind() == OwnedObject.Kind.CONTAINER
                        && !object.labels().containsKey(Owner.OWNER_LABEL));
    }

    private void remove(OwnedObject object, List<String> left) {
        try {
            switch (object.kind()) {
                case CONTAINER -> engine.removeContainer(object.id());
                case NETWORK -> engine.removeNetwork(object.id());
                case VOLUME -> {}
            }
        } catch (EngineException refused) {
            if (refused.kind() != Kind.NOT_FOUND) {
                left.add(object.name() + ": " + refused.answer());
            }
        }
    }
}
