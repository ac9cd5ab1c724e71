package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.run.ImageStatus;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose disk is full is the host's to mend: no variant and no attempt helps. */
final class DiskFullIT {
    private static final int MEGABYTES = 800;

    @RegisterExtension
    private final Scenario scenario = new Scenario("small-disk");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_full_disk_stops_the_image_with_what_the_engine_said() {
        try (SmallEngine small = SmallEngine.start(folder, MEGABYTES);
                LiveEngine engine = LiveEngine.at(URI.create(small.host()))) {
            Path archive = folder.resolve("base.tar");
            scenario.engine().save(Scenario.PYTHON, archive);
            engine.load(archive);
            Told told = scenario.slipway().on(small.host()).run("build");

            told.exits(1).image("model", ImageStatus.FAILED);
            Diagnosis why = told.why("model", 0);
            assertThat(why.category()).as("%s", told).isEqualTo("disk-full");
            assertThat(why.nature()).isEqualTo(Nature.ENVIRONMENT);
            assertThat(why.quotes()).extracting(Quote::text).anyMatch(line -> line.contains("No space left on device"));
            assertThat(told.image("model").attempts()).as("%s", told).hasSize(1);
            assertThat(told.err()).doesNotContain("\tat ");
        }
    }
}
