package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four images out of one folder, built at the same time. */
final class SharedContextIT {
    private static final List<String> IMAGES = List.of("one", "two", "three", "four");

    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @Test
    void one_scan_of_the_tree_serves_all_and_an_edit_is_in_the_next_build_of_all() throws IOException {
        StringBuilder images = new StringBuilder();
        for (String image : IMAGES) {
            images.append("  %s: {context: app, dockerfile: %s.Dockerfile}%n".formatted(image, image));
            scenario.write("app/" + image + ".Dockerfile", "FROM scratch\nCOPY . /" + image + "\n");
        }
        scenario.pipeline(images.toString());
        IntStream.range(0, 500).forEach(n -> scenario.write("app/many/" + n % 20 + "/file-" + n, "content of " + n));
        scenario.write("app/edited", "before");
        scenario.env("SLIPWAY_DEBUG", "yes");

        Told first = scenario.slipway().run("build");
        IMAGES.forEach(image -> first.exits(0).image(image, ImageStatus.BUILT));
        // The builds share one; planning shares it too, unless a moment lies between, as on a busy machine.
        long scans = logged("scanning ");
        assertThat(scans)
                .as("scans for the plan and the builds of the first run")
                .isBetween(1L, 2L);
        // What was changed while a build ran must not count as built.
        assertThat(logged("looking again at ")).as("looks after a build").isEqualTo(IMAGES.size());
        IMAGES.forEach(image -> holds(image, "before"));

        scenario.write("app/edited", "after!");
        Told second = scenario.slipway().run("build");

        IMAGES.forEach(image -> second.exits(0).image(image, ImageStatus.BUILT));
        assertThat(logged("scanning ") - scans)
                .as("scans for the plan and the builds of the second run")
                .isBetween(1L, 2L);
        IMAGES.forEach(image -> holds(image, "after!"));
    }

    private void holds(String image, String text) {
        String built = scenario.tagged(image).orElseThrow();
        assertThat(scenario.engine().file(built, "/" + image + "/edited")).isEqualTo(text);
        assertThat(scenario.engine().files(built).entries().keySet())
                .filteredOn(path -> path.contains("/file-"))
                .hasSize(500);
    }

    /** As the program's own log counts them. */
    private long logged(String what) throws IOException {
        return Files.readString(scenario.place().resolve("home/slipway.log"))
                .lines()
                .filter(line -> line.endsWith(what + scenario.folder().resolve("app")))
                .count();
    }
}
