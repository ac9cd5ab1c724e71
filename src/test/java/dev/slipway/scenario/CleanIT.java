package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the dead left goes, what the living have and what is not ours stays. */
@Tag("any-builder")
final class CleanIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    private final Scenario scenario = new Scenario("long-steps");

    @AfterEach
    void removeWhatTheTestNamed() {
        scenario.engine().removeVolume("weights-" + scenario.mark());
        foreign().forEach(scenario.engine()::removeImage);
    }

    private List<String> foreign() {
        return List.of("foreign-" + scenario.mark() + ":1", "mine-" + scenario.mark() + ":1");
    }

    private static boolean isCheck(RunEvent event) {
        return event instanceof StepStarted step && step.kind() == StepKind.CHECK;
    }

    private Underway checking(String home) {
        Underway underway = scenario.set("BUILD_SECONDS", "0")
                .set("CHECK", "until [ -e /go ]; do sleep 0.2; done")
                .slipway(home)
                .start("build");
        underway.until("the check runs", CleanIT::isCheck);
        return underway;
    }

    @Test
    void what_a_killed_run_left_goes_and_a_living_run_is_not_touched() {
        Underway living = checking("other-home");
        Underway killed = checking("home");
        killed.signal("KILL");
        String dead = killed.end(SOON).exits(137).id();
        List<String> before = scenario.engine().standing(scenario.pipeline(), scenario.runs());
        assertThat(before).anyMatch(line -> line.contains(dead));

        Told dry = scenario.slipway().run("clean", "--dry-run");

        dry.exits(0).says("container", "network", "left by run " + dead, "to remove; frees about");
        assertThat(scenario.engine().standing(scenario.pipeline(), scenario.runs()))
                .as("a dry run changes nothing")
                .isEqualTo(before);

        scenario.slipway().run("clean").exits(0).says("removed ", "a run may be at work on them");

        assertThat(scenario.engine().ofRuns(List.of(dead))).isEmpty();
        scenario.engine().touch("/go", living.told().id());
        living.end().exits(0).image("slow", ImageStatus.BUILT);

        scenario.slipway().run("clean").exits(0).says(":run-" + dead);

        assertThat(scenario.engine().standing(scenario.pipeline(), scenario.runs()))
                .as("the quarantined image is gone, the living run's is proven")
                .noneMatch(line -> line.contains(dead))
                .anyMatch(line -> line.contains(":proven-"));
    }

    @Test
    void proven_images_go_when_that_is_said_and_names_of_others_never() {
        scenario.set("BUILD_SECONDS", "0").set("CHECK", "true");
        scenario.slipway().run("build").exits(0);
        String tag = scenario.pipeline() + "/slow:latest";
        scenario.engine().tag(Scenario.PYTHON, foreign().getFirst());
        scenario.engine().tag(tag, foreign().getLast());

        scenario.slipway().run("clean", "--images").exits(2);
        assertThat(scenario.tagged("slow")).isPresent();

        scenario.slipway()
                .run("clean", "--images", "--yes")
                .exits(0)
                .says(
                        ":proven-default",
                        "kept       " + tag,
                        "kept       " + foreign().getLast());
        assertThat(scenario.tagged("slow")).isPresent();

        scenario.slipway()
                .run("clean", "--images", "--promoted", "--yes", "--keep-runs", "0")
                .exits(0);
        assertThat(scenario.tagged("slow")).isEmpty();
        assertThat(foreign()).allMatch(name -> scenario.engine().imageId(name).isPresent());
        assertThat(scenario.runs()).isEmpty();
    }
}
