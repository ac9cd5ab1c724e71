package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.OpenPort;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortConflictTest {
    private static final List<OpenPort> DASHBOARD =
            List.of(new OpenPort("c1", "grafana", "0.0.0.0", 8001), new OpenPort("c1", "grafana", "::", 8001));

    @Test
    void aContainerOfTheEngineIsNamed() {
        assertThat(PortConflict.of(
                        List.of(Roles.wanting("api", 8001, 8000)), DASHBOARD, List.of(), port -> Optional.empty()))
                .singleElement()
                .satisfies(conflict -> {
                    assertThat(conflict.words())
                            .isEqualTo(
                                    "'api' wants port 8001 of this machine, which is held by the container grafana.");
                    assertThat(conflict.advice())
                            .isEqualTo(
                                    "Maybe stop that, or give 'api' another port (container: {ports: [\"8002:8000\"]});"
                                            + " a number alone (ports: [8000]) takes any free one.");
                });
    }

    @Test
    void whatIsGoingHoldsNothingAndNeitherDoesItsProxy() {
        assertThat(PortConflict.of(
                        List.of(Roles.wanting("api", 8001, 8000)),
                        DASHBOARD,
                        List.of("c1"),
                        port -> Optional.of("process 7 (docker-proxy)")))
                .isEmpty();
    }

    @Test
    void aProcessIsNamed() {
        assertThat(PortConflict.of(
                        List.of(Roles.wanting("api", 8001, 8000)),
                        List.of(),
                        List.of(),
                        port -> Optional.of("process 7 (nginx)")))
                .extracting(PortConflict::holder)
                .containsExactly("process 7 (nginx)");
    }

    @Test
    void twoRolesCannotShareAPort() {
        assertThat(PortConflict.of(
                        List.of(Roles.wanting("api", 8001, 8000), Roles.wanting("page", 8001, 80)),
                        List.of(),
                        List.of(),
                        port -> Optional.empty()))
                .extracting(PortConflict::role, PortConflict::holder)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("page", "'api' of this file"));
    }

    @Test
    void anyFreePortIsNoWish() {
        assertThat(PortConflict.of(
                        List.of(Roles.wanting("api", 0, 8000)), DASHBOARD, List.of(), port -> Optional.of("all")))
                .isEmpty();
    }
}
