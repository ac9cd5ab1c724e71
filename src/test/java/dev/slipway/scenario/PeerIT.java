package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.scenario.peer.Buildx;
import dev.slipway.scenario.peer.Forest;
import dev.slipway.scenario.peer.IgnoreCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What arrives in an image by us is what arrives by BuildKit's own client: the same paths, modes, owners, times, links and
 * bytes. The trees are new ones each time; a failure names the seed, and {@code slipway.test.seed} repeats it.
 */
final class PeerIT {
    private static final int TREES = 200;
    private static final int CONTEXTS = 12;
    private static final int CASES_EACH = 25;

    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @TempDir
    private Path folder = Path.of("");

    private final long seed =
            Long.getLong("slipway.test.seed", ThreadLocalRandom.current().nextLong());

    @BeforeEach
    void classicIsSentATar() {
        scenario.assumeBuildKit("is sent a tar");
    }

    @Test
    void random_trees_arrive_as_the_reference_client_sends_them() throws IOException {
        Forest.plant(scenario.folder().resolve("app"), TREES, seed);

        scenario.slipway().run("build").exits(0).image("app", ImageStatus.BUILT);

        Map<String, String> ours = files(scenario.tagged("app").orElseThrow());
        assertThat(ours.keySet())
                .as("the paths of seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(
                        Forest.paths(scenario.folder().resolve("app")));
        assertThat(ours.values())
                .as("a forest with everything in it")
                .anyMatch(what -> what.contains(" one of "))
                .anyMatch(what -> what.startsWith("link "))
                .anyMatch(what -> what.startsWith("file 4755"))
                .anyMatch(what -> what.startsWith("folder 1777"));
        assertThat(difference(ours, theirs("app")))
                .as("differences of seed %d", seed)
                .isEmpty();
    }

    @Test
    void random_ignore_rules_leave_what_the_reference_client_leaves() throws IOException {
        IgnoreCases.plant(scenario.folder(), CONTEXTS, CASES_EACH, seed);
        StringBuilder images = new StringBuilder();
        IntStream.range(0, CONTEXTS).forEach(n -> images.append("  context-%d: {}%n".formatted(n)));
        scenario.pipeline(images.toString());

        Told told = scenario.slipway().run("build").exits(0);

        for (int n = 0; n < CONTEXTS; n++) {
            String context = "context-" + n;
            told.image(context, ImageStatus.BUILT);
            // Names alone: before it sends a file, the reference client looks at its name once more, and in another
            // way;
            // of a few that it has listed it then sends no bytes.
            assertThat(files(scenario.tagged(context).orElseThrow()).keySet())
                    .as(
                            "what seed %d and this ignore file leave%n%s",
                            seed,
                            Files.readString(scenario.folder().resolve(context).resolve(".dockerignore")))
                    .containsExactlyInAnyOrderElementsOf(theirs(context).keySet());
        }
    }

    private Map<String, String> theirs(String context) {
        String tag = scenario.pipeline() + "/by-the-reference:" + context;
        Buildx.on(scenario.engine().host(), folder).build(scenario.folder().resolve(context), tag);
        try {
            return files(tag);
        } finally {
            scenario.engine().removeImage(tag);
        }
    }

    private Map<String, String> files(String image) {
        return scenario.engine().files(image).entries();
    }

    /** Path by path, what we brought and what they brought. */
    private static Map<String, List<String>> difference(Map<String, String> ours, Map<String, String> theirs) {
        Map<String, List<String>> difference = new TreeMap<>();
        ours.forEach((path, what) -> {
            String other = theirs.getOrDefault(path, "nothing");
            if (!what.equals(other)) {
                difference.put(path, List.of("ours: " + what, "theirs: " + other));
            }
        });
        theirs.forEach((path, what) -> {
            if (!ours.containsKey(path)) {
                difference.put(path, List.of("ours: nothing", "theirs: " + what));
            }
        });
        return difference;
    }
}
