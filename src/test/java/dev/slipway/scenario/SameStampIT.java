package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in the image is what was in the folder, also where an engine's memory of it could tell no difference. */
final class SameStampIT {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2024-05-06T07:08:09.123456789Z"));

    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @Test
    void new_bytes_behind_the_same_size_and_time_are_in_the_image() throws IOException {
        scenario.write("app/Dockerfile", "FROM scratch\nCOPY data /data\n");
        Slipway slipway = scenario.slipway();
        put("AAAA");
        slipway.run("build").exits(0);
        assertThat(data()).isEqualTo("AAAA");
        put("BBBB");

        slipway.run("build").exits(0).image("app", ImageStatus.BUILT);

        assertThat(data()).isEqualTo("BBBB");
    }

    @Test
    void the_same_holds_for_a_file_that_was_replaced_by_another() throws IOException {
        scenario.write("app/Dockerfile", "FROM scratch\nCOPY data /data\n");
        Slipway slipway = scenario.slipway();
        put("AAAA");
        slipway.run("build").exits(0);
        Path other = scenario.folder().resolve("other");
        Files.writeString(other, "CCCC");
        Files.setLastModifiedTime(other, LONG_AGO);
        Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);

        slipway.run("build").exits(0).image("app", ImageStatus.BUILT);

        assertThat(data()).isEqualTo("CCCC");
    }

    @Test
    void the_same_holds_between_two_programs_that_do_not_know_of_each_other() throws IOException {
        scenario.write("app/Dockerfile", "FROM scratch\nCOPY data /data\n");
        put("AAAA");
        scenario.slipway("one-home").run("build").exits(0);
        put("DDDD");

        scenario.slipway("other-home").run("build").exits(0).image("app", ImageStatus.BUILT);

        assertThat(data()).isEqualTo("DDDD");
    }

    @Test
    void a_dockerfile_that_is_ignored_is_read_and_not_copied() {
        scenario.write("app/Dockerfile", "FROM scratch\nCOPY . /\n");
        scenario.write("app/.dockerignore", "Dockerfile\n.dockerignore\nhidden\n");
        scenario.write("app/shown", "");
        scenario.write("app/hidden", "");

        scenario.slipway().run("build").exits(0);

        assertThat(scenario.engine().files(scenario.tagged("app").orElseThrow()).entries())
                .containsOnlyKeys("shown");
    }

    private void put(String bytes) throws IOException {
        Files.writeString(file(), bytes);
        Files.setLastModifiedTime(file(), LONG_AGO);
    }

    private Path file() {
        return scenario.folder().resolve("app/data");
    }

    private String data() {
        return scenario.engine().file(scenario.tagged("app").orElseThrow(), "/data");
    }
}
