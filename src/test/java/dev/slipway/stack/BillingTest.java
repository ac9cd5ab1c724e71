package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.UpSpec;
import dev.slipway.run.Models;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BillingTest {
    private static final ImageSpec PAGE = Models.image("page", List.of("api"));
    private static final ImageSpec API = Models.image("api", List.of());
    private static final ServiceSpec REDIS = service("redis", "redis:7");
    private static final ServiceSpec DASHBOARD = service("dashboard", "${images.api}");

    @Test
    void servicesComeFirstThenImagesByNeedEachWithItsOtherRoles() {
        assertThat(Billing.of(pipeline(null)).names()).containsExactly("redis", "api", "dashboard", "page");
    }

    @Test
    void theFileHasTheLastWord() {
        UpSpec up = new UpSpec(List.of("page", "redis"), Map.of(), Models.NOWHERE);
        assertThat(Billing.of(pipeline(up)).names()).containsExactly("page", "redis");
    }

    @Test
    void variablesAloneChangeNoOrder() {
        UpSpec up = new UpSpec(List.of(), Map.of("api", Map.of("A", "1")), Models.NOWHERE);
        assertThat(Billing.of(pipeline(up)).names()).hasSize(4);
    }

    @Test
    void namesOnACommandLineKeepTheOrderOfTheFile() {
        Pipeline pipeline = pipeline(null);
        assertThat(Billing.of(pipeline).only(pipeline, List.of("page", "redis")).names())
                .containsExactly("redis", "page");
    }

    @Test
    void anotherRoleWantsItsImageProven() {
        Pipeline pipeline = pipeline(null);
        Billing dashboard = Billing.of(pipeline).only(pipeline, List.of("dashboard"));
        assertThat(dashboard.names()).containsExactly("dashboard");
        assertThat(dashboard.images(pipeline)).containsExactly("api");
    }

    private static Pipeline pipeline(@Nullable UpSpec up) {
        return new Pipeline(
                "test",
                "",
                Path.of("/nowhere/test.yaml"),
                List.of(),
                List.of(PAGE, API),
                List.of(DASHBOARD, REDIS),
                List.of(),
                Nightly.NONE,
                List.of(),
                new Pipeline.Upkeep(up, List.of()));
    }

    private static ServiceSpec service(String name, String image) {
        return new ServiceSpec(name, image, List.of(), Map.of(), List.of(), Models.NOWHERE);
    }
}
