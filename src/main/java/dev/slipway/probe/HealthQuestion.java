package dev.slipway.probe;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.ContainerState.Health;
import dev.slipway.engine.ImageFacts;
import dev.slipway.model.Check;
import dev.slipway.probe.Patience.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until the engine's own health check calls the running container healthy. */
final class HealthQuestion {
    private final Asking asking;
    private final Check.Healthy check;

    HealthQuestion(Asking asking, Check.Healthy check) {
        this.asking = asking;
        this.check = check;
    }

    /** Why it is no use to ask, if it is none. */
    Optional<ProbeResult> objection() {
        Optional<ImageFacts> facts = asking.engine().image(asking.subject().imageId());
        boolean probed = facts.flatMap(image -> image.configuration().healthProbe())
                .filter(probe ->
                        !probe.test().isEmpty() && !probe.test().getFirst().equals("NONE"))
                .isPresent();
        return probed
                ? Optional.empty()
                : Optional.of(Asking.no("%s: the image %s has no HEALTHCHECK"
                        .formatted(check.title(), asking.subject().alias())));
    }

    ProbeResult ask(Running running) {
        ProbeResult result = Patience.ask(
                check.title() + " " + running.alias(),
                check.within(),
                asking.stop(),
                () -> look(running),
                running::lastLines);
        return switch (result) {
            case ProbeResult.Healthy healthy -> healthy;
            case ProbeResult.Unhealthy no when no.exitCode().isPresent() -> no;
            case ProbeResult.Unhealthy no ->
                misfit().<ProbeResult>map(misfit -> with(no, misfit)).orElse(no);
        };
    }

    private Optional<MisfitProbe> misfit() {
        return asking.engine()
                .image(asking.subject().imageId())
                .flatMap(image -> MisfitProbe.in(image.configuration()));
    }

    private static ProbeResult.Unhealthy with(ProbeResult.Unhealthy no, MisfitProbe misfit) {
        List<String> lines = new ArrayList<>(no.lines());
        lines.addAll(misfit.lines());
        return new ProbeResult.Unhealthy(
                no.message() + "; " + misfit.sentence(), no.tries(), no.waited(), null, no.oomKilled(), lines);
    }

    private static Sight look(Running running) {
        ContainerState state = running.state();
        if (!state.running()) {
            return running.ended(state);
        }
        Health health = state.health().orElse(new Health(Health.Status.STARTING, 0, 0, ""));
        return switch (health.status()) {
            case HEALTHY -> new Sight.Expected(words("healthy", health), Map.of());
            case STARTING -> new Sight.NotYet(failures("status starting", health));
            case UNHEALTHY -> new Sight.NotYet(failures("status unhealthy", health));
        };
    }

    private static String failures(String status, Health health) {
        return health.failingStreak() == 0
                ? words(status, health)
                : words(status, health)
                        + ", exit %d, %d in a row failed".formatted(health.lastExit(), health.failingStreak());
    }

    private static String words(String status, Health health) {
        String output = Wording.excerpt(health.lastOutput());
        return output.isEmpty() ? status : status + ": \"" + output + "\"";
    }
}
