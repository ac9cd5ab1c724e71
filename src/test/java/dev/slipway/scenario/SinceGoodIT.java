package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What differs from the last good run is told where an image failed; no other build asks for it. */
final class SinceGoodIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("from-scratch");

    @Test
    void a_build_that_fails_says_what_differs_from_the_last_good_one() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);
        scenario.write("page/Dockerfile", "FROM scratch\nCOPY nowhere.html /\n");

        Told broken = slipway.run("build");

        broken.exits(1)
                .image("page", ImageStatus.FAILED)
                .says(
                        "  drift    page: it broke, and the first suspect is that Dockerfile changed\n",
                        "  more     slipway history drift page --run ",
                        "  last good on ");
        assertThat(broken.err().lines()).noneMatch(line -> line.startsWith("slipway: "));
        slipway.run("build", "--output", "json").exits(1).says("{\"event\":\"drift\",", "\"image\":\"page\"");
    }

    @Test
    void a_ledger_that_cannot_be_read_leaves_the_verdict_as_it_is() throws IOException {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);
        Files.writeString(scenario.place().resolve("home/ledger.db"), "no database".repeat(500));
        scenario.write("page/Dockerfile", "FROM scratch\nCOPY nowhere.html /\n");

        Told broken = slipway.run("build").exits(1);

        assertThat(broken.out()).doesNotContain("slipway history drift");
        assertThat(broken.err().lines().filter(line -> line.startsWith("slipway: ")))
                .singleElement()
                .asString()
                .contains("ledger.db");
    }

    @Test
    void a_good_build_and_an_unchanged_one_do_not_know_the_ledger() throws IOException {
        Path loaded = scenario.place().resolve("loaded");
        Slipway slipway = scenario.env("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded + ":none:filecount=0")
                .slipway();
        for (ImageStatus status : new ImageStatus[] {ImageStatus.BUILT, ImageStatus.CACHED}) {
            slipway.run("build").exits(0).image("page", status);
            assertThat(Files.readAllLines(loaded))
                    .anyMatch(line -> line.startsWith("dev.slipway.cli.RunSession "))
                    .noneMatch(SinceGoodIT::ofTheLedger);
        }
        assertThat(scenario.place().resolve("home/ledger.db")).doesNotExist();
    }

    /** Not the port itself: the commands that ask the ledger name it, and every command line knows of all commands. */
    private static boolean ofTheLedger(String loaded) {
        return Stream.of(
                        "dev.slipway.history.Database",
                        "dev.slipway.history.Journals",
                        "dev.slipway.drift.",
                        "dev.slipway.cli.DriftTelling",
                        "org.jdbi.",
                        "org.sqlite.")
                .anyMatch(loaded::startsWith);
    }
}
