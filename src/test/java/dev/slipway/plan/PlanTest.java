package dev.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.slipway.model.Check;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.run.Models;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final ImageSpec BACKEND = Models.image("backend", List.of());
    private static final ImageSpec FRONTEND = Models.image("frontend", List.of());
    private static final ImageSpec WORKER = Models.image("worker", List.of("backend"));

    @Test
    void readsAsTheUserSeesIt() {
        Plan plan = new Plan(List.of(
                new Decision(BACKEND, new Action.Build(), new Cause.InputsChanged(List.of("requirements.txt changed"))),
                new Decision(
                        FRONTEND,
                        new Action.Keep(new Existing("sha256:f", "default", "f", "", 1), false),
                        new Cause.Unchanged()),
                new Decision(WORKER, new Action.Await(), new Cause.AwaitsImages(List.of("backend")))));
        assertThat(plan)
                .hasToString(
                        """
                #1 build  backend   requirements.txt changed
                #2 keep   frontend  unchanged
                #3 await  worker    starts from backend   needs #1
                """);
        assertThat(plan.unchanged()).isFalse();
    }

    @Test
    void ordersByNeedThenAsDeclared() {
        ImageSpec first = Models.image("first", List.of("last"));
        ImageSpec middle = Models.image("middle", List.of());
        ImageSpec last = Models.image("last", List.of());
        assertThat(Order.of(Models.pipeline(first, middle, last), List.of()))
                .extracting(ImageSpec::name)
                .containsExactly("last", "first", "middle");
    }

    @Test
    void namedImagesBringWhatTheyNeed() {
        assertThat(Order.of(Models.pipeline(BACKEND, FRONTEND, WORKER), List.of("worker")))
                .extracting(ImageSpec::name)
                .containsExactly("backend", "worker");
    }

    @Test
    void cycleIsABugOfTheReader() {
        ImageSpec one = Models.image("one", List.of("two"));
        ImageSpec two = Models.image("two", List.of("one"));
        assertThatIllegalStateException().isThrownBy(() -> Order.of(Models.pipeline(one, two), List.of()));
    }

    @Test
    void definitionForgetsThePlaceAndNothingElse() {
        Check here = new Check.Healthy(Duration.ofSeconds(5), new Origin("a.yaml", 1, 1));
        Check there = new Check.Healthy(Duration.ofSeconds(5), new Origin("b.yaml", 9, 9));
        Check longer = new Check.Healthy(Duration.ofSeconds(6), new Origin("a.yaml", 1, 1));
        assertThat(Definition.of(here)).isEqualTo(Definition.of(there)).isNotEqualTo(Definition.of(longer));
        assertThat(Definition.of(List.of("a,b"))).isNotEqualTo(Definition.of(List.of("a", "b")));
    }
}
