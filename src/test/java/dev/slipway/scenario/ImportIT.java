package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.FellBack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An image that builds and whose modules do not load has failed, by the name of what is wrong. */
final class ImportIT {
    @RegisterExtension
    private final Scenario gui = new Scenario("gui-opencv");

    @RegisterExtension
    private final Scenario oldWheel = new Scenario("old-wheel");

    @Test
    void a_missing_shared_object_is_told_by_its_name_and_the_next_variant_passes() {
        Told told = gui.slipway().run("build");

        told.exits(0).image("vision", ImageStatus.DEGRADED);
        Diagnosis why = told.why("vision", 0);
        assertThat(why.nature()).as("%s", told).isEqualTo(Nature.DETERMINISTIC);
        assertThat(why.explanation()).as("%s", told).contains("libGL.so.1");
        assertThat(told.all(FellBack.class)).singleElement().satisfies(fall -> assertThat(fall.to())
                .isEqualTo("headless"));
        told.says("libGL.so.1", "cv2 4.9.0");
    }

    @Test
    void a_wheel_built_for_numpy_1_under_numpy_2_is_told_as_an_abi_break() {
        Told told = oldWheel.slipway().run("build");

        told.exits(0).image("vision", ImageStatus.DEGRADED);
        Diagnosis why = told.why("vision", 0);
        assertThat(why.nature()).as("%s", told).isEqualTo(Nature.DETERMINISTIC);
        assertThat(why.category()).as("%s", told).contains("abi");
        assertThat(why.explanation()).as("%s", told).contains("NumPy");
        assertThat(told.all(FellBack.class)).singleElement().satisfies(fall -> assertThat(fall.to())
                .isEqualTo("pinned"));
    }
}
