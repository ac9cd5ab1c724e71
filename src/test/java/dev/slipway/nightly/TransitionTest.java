package dev.slipway.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.drift.Drift;
import dev.slipway.model.NoticeTarget;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words of nights and those of pipeline files are the same. */
class TransitionTest {
    private static final Instant NIGHT = Instant.parse("2026-03-14T02:30:00Z");
    private static final Subject IMAGE = Subject.image("a");
    private static final Trouble TROUBLE = new Trouble("broken", null);

    private static final List<Transition> ONE_OF_EACH = List.of(
            new Transition.NewFailure(IMAGE, TROUBLE),
            new Transition.FailsOtherwise(IMAGE, TROUBLE, TROUBLE),
            new Transition.Recovered(IMAGE, 1, NIGHT),
            new Transition.Degraded(IMAGE, "slim", TROUBLE, 0),
            new Transition.ClimbedBack(IMAGE, 1, NIGHT),
            new Transition.DebtDue(IMAGE, "slim", 3, NIGHT, TROUBLE),
            new Transition.Drifted(IMAGE, new Drift("a", "run", NIGHT, "", List.of())),
            new Transition.Stale(IMAGE, NIGHT, true),
            new Transition.Missed(IMAGE, List.of(), ""),
            new Transition.SpareBroken(IMAGE, TROUBLE),
            new Transition.SpareMended(IMAGE, 1, NIGHT),
            new Transition.CutOff(IMAGE, ""),
            new Transition.FirstNight(IMAGE));

    @Test
    void whatIsToldIsWhatAPipelineFileCanAskFor() {
        assertThat(ONE_OF_EACH.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(Transition.class.getPermittedSubclasses());
        assertThat(ONE_OF_EACH.stream().filter(Transition::told).map(Transition::kind))
                .containsExactlyInAnyOrderElementsOf(NoticeTarget.KINDS);
    }

    @Test
    void whatIsNotToldCannotBeAskedFor() {
        assertThat(ONE_OF_EACH.stream().filter(transition -> !transition.told()).map(Transition::kind))
                .containsExactly("first-night")
                .doesNotContainAnyElementsOf(NoticeTarget.KINDS);
    }
}
