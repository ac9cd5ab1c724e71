package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContainerState.Restarts;
import dev.slipway.stack.Row.Condition;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final Role API = Roles.of("api", "sha256:1");

    @Test
    void whatEndsAgainAndAgainIsInTroubleAlthoughTheEngineCountsItAsRunning() {
        Row row = row(true, new Restarts(true, true));
        assertThat(row.condition()).isEqualTo(Condition.BAD);
        assertThat(row.state()).isEqualTo("ends again and again, exit 0");
    }

    @Test
    void whatTheEngineDoesNotLookAfterNeverBecameReady() {
        Row never = Row.seen(Roles.standing(API, 1, true, Restarts.NONE), "unix:///run/docker.sock");
        assertThat(never.condition()).isEqualTo(Condition.BAD);
        assertThat(never.state()).isEqualTo("running, not ready");
        Row kept = Row.seen(Roles.standing(API, 1, true, new Restarts(true, false)), "unix:///run/docker.sock");
        assertThat(kept.condition()).isEqualTo(Condition.GOOD);
    }

    @Test
    void aJobThatIsDoneNeedsNobodyToLookAfterIt() {
        assertThat(Row.seen(Roles.standing(API, 1, false, Restarts.NONE), "unix:///run/docker.sock")
                        .condition())
                .isEqualTo(Condition.DONE);
    }

    private static Row row(boolean running, Restarts restarts) {
        return Row.of(Roles.standing(API, 1, running, restarts), "unix:///run/docker.sock");
    }
}
