package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A secret that whoever runs the pipeline gives it reaches the containers that the pipeline names, as a variable and as
 * a file, and nobody else: not a journal, a log, an image.
 */
final class GivenSecretIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("given-secrets");

    private final String value =
            "s3cr3t-" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + "-'value";

    @BeforeEach
    void given() {
        scenario.assumeBuildKit("has no secrets");
        scenario.set("digest", sha256(value)).env("SLIPWAY_DEBUG", "yes");
    }

    @Test
    void containers_see_it_and_nobody_is_told() {
        scenario.env("password", value).env("unused", value + "-unused");

        Told told = scenario.slipway().run("build", "--output", "plain");

        told.exits(0).image("app", ImageStatus.BUILT).image("sealed", ImageStatus.BUILT);
        told.says("containers of app run without an optional secret");
        assertThat(Path.of(told.image("app")
                        .attempts()
                        .getFirst()
                        .end()
                        .orElseThrow()
                        .log()))
                .content()
                .contains("variable ***", "file ***", "all is seen");
        isNowhere(told);
        assertThat(scenario.slipway().run("build").exits(0).image("app").status())
                .contains(ImageStatus.CACHED);
    }

    @Test
    void without_it_nothing_begins() {
        Told validated = scenario.slipway().run("validate");
        Told built = scenario.slipway().run("build", "--output", "plain");

        validated.exits(0);
        assertThat(validated.out()).contains("params.password: the parameter is required and not given");
        built.exits(2);
        assertThat(built.err()).contains("pipeline.yaml:4:3: params.password: the parameter is required and not given");
    }

    @Test
    void one_that_a_container_lacks_stops_the_image_before_anything_is_sent() throws IOException {
        String pipeline = Files.readString(scenario.folder().resolve("pipeline.yaml"));
        scenario.write("pipeline.yaml", pipeline.replace("NOBODY_SETS_THIS, required: false", "NOBODY_SETS_THIS"));
        scenario.write("given.env", "export password=\"" + value + "\" # by a file\n");
        String file = scenario.folder().resolve("given.env").toString();

        Told told = scenario.slipway().run("build", "--output", "plain", "--env-file", file, "app");

        told.exits(1).image("app", ImageStatus.FAILED);
        assertThat(told.why("app", 0).category()).isEqualTo("secret-missing");
        told.says("the secret 'absent': the variable 'NOBODY_SETS_THIS' is not set or empty");
        assertThat(told.events()).as("nothing was built").noneMatch(event -> event.span()
                .endsWith("/build"));
        assertThat(told.out() + told.err()).doesNotContain(value);
    }

    private void isNowhere(Told told) {
        assertThat(told.out() + told.err()).doesNotContain(value);
        List<Path> files = Leavings.files(scenario.place());
        assertThat(files)
                .extracting(file -> String.valueOf(file.getFileName()))
                .contains("journal.jsonl", "slipway.log");
        assertThat(files).allSatisfy(file -> assertThat(Leavings.text(file)).doesNotContain(value));
        for (String image : List.of("app", "sealed")) {
            String tagged = scenario.tagged(image).orElseThrow();
            assertThat(scenario.engine().everythingAbout(tagged)).doesNotContain(value);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
