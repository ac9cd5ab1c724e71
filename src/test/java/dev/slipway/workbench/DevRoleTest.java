package dev.slipway.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.context.IgnoreRules;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.DevSpec;
import dev.slipway.model.MemoryLimit;
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

    private static final MemoryLimit OF_THE_SERVED = new MemoryLimit(128_000_000L, "images.web, pipeline.yaml:3:3");

    private static Role worked(@Nullable Long memory) {
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
        Role role = new Role("web", new Cast("image", "web", Cast.Kind.PREFERRED), manner, List.of(), OF_THE_SERVED);
        return DevRole.of(role, bench, () -> 40000);
    }

    @Test
    void aDevelopmentServerMayHaveOtherMemoryThanWhatIsServed() {
        Role role = worked(1_000_000_000L);

        assertThat(role.manner().container().limits())
                .isEqualTo(new Limits(1_000_000_000L, null, BigDecimal.ONE, 64_000_000L));
        assertThat(role.memoryLimit()).contains(new MemoryLimit(1_000_000_000L, "dev.web, pipeline.yaml"));
    }

    @Test
    void withoutAWordOfItTheLimitsAreThoseOfTheContainer() {
        assertThat(worked(null).manner().container().limits()).isEqualTo(SERVED);
        assertThat(worked(null).memoryLimit()).contains(OF_THE_SERVED);
    }
}
