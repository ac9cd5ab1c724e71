package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.scenario.registry.LittleImage;
import dev.slipway.scenario.registry.LoopbackRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A night that pulls a base anew leaves the engine no fuller: what it replaced goes, and nothing else does. */
final class FreshBaseIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @TempDir
    private Path folder = Path.of("");

    private final List<String> made = new ArrayList<>();

    private String push(LoopbackRegistry registry, String content) {
        return registry.push("base", scenario.mark(), LittleImage.of("base", content + " " + scenario.mark() + "\n"));
    }

    private String id(String reference) {
        String id = scenario.engine().imageId(reference).orElseThrow();
        made.add(id);
        return id;
    }

    private Told night() {
        return scenario.slipway().run("nightly", "--output", "plain").exits(0).image("app", ImageStatus.BUILT);
    }

    @Test
    void what_the_nights_own_pull_replaced_goes_and_what_was_nameless_before_stays() {
        try (LoopbackRegistry registry = LoopbackRegistry.open(folder)) {
            String base = push(registry, "before anybody");
            scenario.engine().pull(base);
            String nameless = id(base);
            push(registry, "of the first night");
            scenario.engine().pull(base);
            String first = id(base);
            scenario.write("app/Dockerfile", "FROM " + base + "\nCOPY own /own\n");
            scenario.write("app/own", "own\n");
            try {
                night();
                assertThat(id(base)).isEqualTo(first);

                push(registry, "of the second night");
                Told second = night();

                assertThat(id(base)).isNotEqualTo(first);
                assertThat(scenario.engine().imageId(first)).isEmpty();
                assertThat(scenario.engine().imageId(nameless)).contains(nameless);
                assertThat(scenario.engine()
                                .files(scenario.tagged("app").orElseThrow())
                                .entries())
                        .containsKeys("base", "own");
                second.says("removed what is replaced by a fresh base and used by nobody: " + base);
            } finally {
                // The classic builder's images have their base for a parent, and an engine keeps parents.
                scenario.engine().forget(scenario.pipeline());
                scenario.engine().removeImage(base);
                made.forEach(scenario.engine()::removeImage);
            }
        }
    }
}
