package dev.slipway.stack;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.probe.BedSetting;
import dev.slipway.probe.Deadline;
import dev.slipway.probe.ProbeResult;
import dev.slipway.probe.Subject;
import dev.slipway.probe.TestBed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Waits until a container that stands is ready, by the questions that checks ask. One without questions is ready when it
 * has run for a moment, for most of what cannot run ends at once.
 */
public final class Readiness {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int LAST_LINES = 50;

    private final Engine engine;
    private final StackName stack;
    private final Path folder;
    private final String network;

    /** @param folder the pipeline's */
    public Readiness(Engine engine, StackName stack, Path folder, String network) {
        this.engine = engine;
        this.stack = stack;
        this.folder = folder;
        this.network = network;
    }

    /** @param asking hears the title of each question before it is asked */
    public ProbeResult of(Role role, Standing standing, StopSignal stop, Consumer<String> asking) {
        ProbeResult result =
                role.ready().isEmpty() ? moment(role, standing, stop) : asked(role, standing, stop, asking);
        return switch (result) {
            case ProbeResult.Healthy yes -> steady(role, standing, yes);
            case ProbeResult.Unhealthy no -> no;
        };
    }

    /** Between two of its deaths a container may answer well enough. */
    private ProbeResult steady(Role role, Standing standing, ProbeResult.Healthy yes) {
        ContainerState state = engine.inspect(standing.container());
        return state.restarting()
                ? unhealthy(
                        standing,
                        state,
                        Duration.ZERO,
                        "%s ends again and again, last with exit code %d".formatted(role.name(), state.exitCode()))
                : yes;
    }

    private ProbeResult asked(Role role, Standing standing, StopSignal stop, Consumer<String> asking) {
        List<String> details = new ArrayList<>();
        Subject subject =
                new Subject(role.cast().imageId(), role.name(), role.manner().env());
        // What a question starts beside it goes with the stack, should nobody be left to take it away.
        Map<String, String> labels = Map.of(Mark.STACK, stack.label());
        BedSetting setting = new BedSetting(StackName.asking(standing.containerName()), labels, folder, Duration.ZERO);
        try (TestBed bed = TestBed.open(engine, setting)) {
            bed.adopt(standing.container(), subject, network);
            for (Check check : role.ready()) {
                asking.accept(check instanceof Check.Healthy ? "its HEALTHCHECK" : check.title());
                switch (bed.ask(check, subject, stop, OutputSink.NOWHERE)) {
                    case ProbeResult.Healthy yes -> details.add(check.title() + ": " + yes.detail());
                    case ProbeResult.Unhealthy no -> {
                        return no;
                    }
                }
            }
        }
        return new ProbeResult.Healthy(String.join(", ", details), Map.of());
    }

    private ProbeResult moment(Role role, Standing standing, StopSignal stop) {
        try (Deadline deadline = new Deadline(stop, MOMENT)) {
            ContainerState state = engine.await(standing.container(), deadline.signal());
            return state.exitCode() == 0 && !state.oomKilled()
                    ? new ProbeResult.Healthy("ended, exit 0", Map.of())
                    : ended(role, standing, state, deadline.elapsed());
        } catch (EngineException failure) {
            if (failure.kind() == Kind.STOPPED && !stop.raised()) {
                return new ProbeResult.Healthy("runs", Map.of());
            }
            throw failure;
        }
    }

    private ProbeResult ended(Role role, Standing standing, ContainerState state, Duration waited) {
        String message = "%s has ended with exit code %d%s"
                .formatted(role.name(), state.exitCode(), state.oomKilled() ? ", killed for want of memory" : "");
        return unhealthy(standing, state, waited, message);
    }

    private ProbeResult unhealthy(Standing standing, ContainerState state, Duration waited, String message) {
        return new ProbeResult.Unhealthy(
                message,
                1,
                waited,
                state.exitCode(),
                state.oomKilled(),
                engine.logTail(standing.container(), LAST_LINES));
    }
}
