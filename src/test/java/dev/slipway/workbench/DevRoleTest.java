package dev.slipway.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.context.IgnoreRules;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.DevSpec;
import dev.slipway.model.Origin;
import dev.slipway.stack.Role;
import dev.slipway.stack.Role.Cast;
import dev.slipway.stack.Role.Doors;
import dev.slipway.stack.Role.Manner;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DevRoleTest {
    private static final Path FOLDER = Path.of("/no/such/pipeline");
    private static final Limits SERVED = new Limits(128_000_000L, 256_000_000L, BigDecimal.ONE, 64_000_000L);

    private static Limits worked(@Nullable Long memory) {
        DevSpec spec = new DevSpec(
                "web",
                BuildSpec.of(FOLDER.resolve("web"), "Dockerfile"),
                Map.of(),
                List.of(),
                false,
                List.of(),
                Map.of(),
                memory,
                Origin.whole("pipeline.yaml"));
        Bench bench = new Bench(spec, FOLDER.resolve("web"), Map.of(), IgnoreRules.parse("", ".dockerignore"));
        ContainerSettings container = new ContainerSettings(SERVED, Surface.OWN, Map.of(), List.of(), List.of());
        Manner manner = new Manner(null, null, Map.of(), container, Map.of(), Doors.NONE);
        Role role = new Role("web", new Cast("image", "web", Cast.Kind.PREFERRED), manner, List.of());
        return DevRole.of(role, bench, () -> 40000).manner().container().limits();
    }

    @Test
    void aDevelopmentServerMayHaveOtherMemoryThanWhatIsServed() {
        assertThat(worked(1_000_000_000L)).isEqualTo(new Limits(1_000_000_000L, null, BigDecimal.ONE, 64_000_000L));
    }

    @Test
    void withoutAWordOfItTheLimitsAreThoseOfTheContainer() {
        assertThat(worked(null)).isEqualTo(SERVED);
    }
}
