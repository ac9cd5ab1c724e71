package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.engine.OwnedObject;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.Noticed;
import dev.slipway.run.RunEvent.RunEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ended in the middle: by its user, who sees it clean up, or by a kill, after which the next start does. */
final class InterruptIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private final Scenario scenario = new Scenario("long-steps");

    /** So long that it must be stopped, and to be found in the table of processes. */
    private final String forever = "8" + ThreadLocalRandom.current().nextInt(100_000, 999_999);

    @AfterEach
    void removeWeights() {
        scenario.engine().removeVolume("weights-" + scenario.mark());
    }

    private static Predicate<RunEvent> runs(StepKind kind, String title) {
        return event -> event instanceof StepStarted step
                && step.kind() == kind
                && step.title().contains(title);
    }

    private Underway building() {
        Underway underway = scenario.set("BUILD_SECONDS", forever)
                .set("CHECK", "true")
                .slipway()
                .start("build");
        underway.until("the long step runs", runs(StepKind.LAYER, "RUN"));
        awaitProcesses(true);
        return underway;
    }

    private Underway checking() {
        Underway underway = scenario.set("BUILD_SECONDS", "0")
                .set("CHECK", "sleep " + forever)
                .slipway()
                .start("build");
        underway.until("the check runs", runs(StepKind.CHECK, ""));
        awaitProcesses(true);
        return underway;
    }

    private void awaitProcesses(boolean running) {
        await("the long step " + (running ? "runs" : "has ended"))
                .atMost(Duration.ofMinutes(1))
                .until(() -> LiveEngine.processes("sleep " + forever).isEmpty() != running);
    }

    private void isInterrupted(Underway underway) {
        underway.signal("INT");
        Told told = underway.end(SOON);

        told.exits(130).image("slow", ImageStatus.CANCELLED);
        assertThat(told.all(RunEnded.class)).singleElement().satisfies(end -> assertThat(end.verdict())
                .isEqualTo(RunEvent.Verdict.INTERRUPTED));
        scenario.nothingIsLeft();
        awaitProcesses(false);
        assertThat(scenario.tagged("slow")).isEmpty();
    }

    @Test
    void an_interrupt_in_the_middle_of_a_build_leaves_nothing() {
        isInterrupted(building());
    }

    @Test
    void an_interrupt_in_the_middle_of_a_check_leaves_nothing() {
        isInterrupted(checking());
    }

    @Test
    void a_kill_in_the_middle_of_a_build_leaves_nothing_after_the_next_start() {
        Underway killed = building();
        killed.signal("KILL");
        killed.end(SOON).exits(137);

        scenario.set("BUILD_SECONDS", "0").slipway().run("build").exits(0);

        scenario.nothingIsLeft();
        awaitProcesses(false);
    }

    @Test
    void a_kill_in_the_middle_of_a_check_is_cleaned_up_by_the_next_start_which_touches_no_other_run() {
        Underway other = scenario.set("BUILD_SECONDS", "0")
                .set("CHECK", "until [ -e /go ]; do sleep 0.2; done")
                .slipway("other-home")
                .start("build");
        other.until("the other run's check runs", runs(StepKind.CHECK, ""));
        Underway killed = checking();
        killed.signal("KILL");
        List<String> dead = List.of(killed.end(SOON).exits(137).id());
        assertThat(scenario.engine().ofRuns(dead))
                .as("what the killed run left")
                .extracting(OwnedObject::kind)
                .contains(OwnedObject.Kind.CONTAINER, OwnedObject.Kind.NETWORK);

        Told next = scenario.set("CHECK", "true").slipway().run("build");

        next.exits(0);
        assertThat(next.all(Noticed.class))
                .as("%s", next)
                .extracting(Noticed::text)
                .anyMatch(text -> text.contains("of a run that died"));
        assertThat(scenario.engine().ofRuns(dead))
                .as("what is left of the killed run")
                .isEmpty();
        awaitProcesses(false);
        scenario.engine().touch("/go", other.told().id());
        other.end().exits(0).image("slow", ImageStatus.BUILT);
        scenario.nothingIsLeft();
    }
}
