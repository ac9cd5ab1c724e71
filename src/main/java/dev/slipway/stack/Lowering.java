package dev.slipway.stack;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.OwnedObject.Kind;
import dev.slipway.engine.StopSignal;
import dev.slipway.run.RunEvent.Level;
import java.time.Duration;
import java.util.List;

/** Takes a stack down: the last started first, each with time to end by itself, then the network. */
public final class Lowering {
    private final Stack stack;
    private final StackTeller teller;

    public Lowering(Stack stack, Telling telling) {
        this.stack = stack;
        this.teller = telling.teller();
    }

    /**
     * Takes down what is there, whatever it is and however far somebody came in raising it. Nothing at all is a success.
     *
     * @param grace what each container is given to end by itself
     * @param volumes whether the named volumes go too, with what is in them
     * @param stop ends it after the container that is being removed
     * @return whether all that was to go is gone; what the engine would not remove has been told, and the rest has gone
     */
    public boolean down(Duration grace, boolean volumes, StopSignal stop) {
        long begun = teller.nanos();
        List<Standing> standing = stack.standing().reversed();
        teller.tell(new StackEvent.DownStarted(
                teller.now(),
                stack.name().label(),
                standing.stream().map(Standing::role).toList()));
        Taken taken = new Taken();
        try {
            take(standing, grace, volumes, stop, taken);
        } catch (EngineException lost) {
            taken.left++;
            throw lost;
        } finally {
            teller.tell(new StackEvent.DownEnded(
                    teller.now(), teller.since(begun), taken.containers, taken.networks, taken.volumes, taken.left));
        }
        return taken.left == 0;
    }

    private final class Taken {
        private int containers;
        private int networks;
        private int volumes;
        private int left;

        void refused(String sentence) {
            left++;
            teller.notice(Level.WARNING, sentence);
        }
    }

    private void take(List<Standing> standing, Duration grace, boolean volumes, StopSignal stop, Taken taken) {
        for (Standing one : standing) {
            if (stop.raised()) {
                taken.left = standing.size() - taken.containers;
                return;
            }
            long from = teller.nanos();
            if (stack.clear(one, grace, taken::refused)) {
                taken.containers++;
                teller.tell(new StackEvent.RoleRemoved(teller.now(), one.role(), teller.since(from)));
            }
        }
        // What could not be removed a moment ago is no stray.
        taken.containers += stop.raised() || taken.left > 0 ? 0 : stack.clear(Kind.CONTAINER, taken::refused);
        taken.networks = stop.raised() ? 0 : stack.clear(Kind.NETWORK, taken::refused);
        taken.volumes = volumes && !stop.raised() ? stack.clear(Kind.VOLUME, taken::refused) : 0;
    }
}
