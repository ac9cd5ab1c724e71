package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.yaml.PipelineLocator.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineLocatorTest {
    @TempDir
    Path root = Path.of("unset");

    @BeforeEach
    void makePipelines() throws IOException {
        for (String name : new String[] {"ai-stack", "demo"}) {
            Path folder = Files.createDirectories(root.resolve("pipelines").resolve(name));
            Files.writeString(folder.resolve("pipeline.yaml"), "slipway: 1\n");
        }
        Files.createDirectories(root.resolve("pipelines/empty"));
    }

    @Test
    void findsAPipelineByName() {
        assertThat(locate("demo")).isEqualTo(new Location.Found(root.resolve("pipelines/demo/pipeline.yaml")));
    }

    @Test
    void takesAPathAsItIs() {
        assertThat(locate("other/x.yaml")).isEqualTo(new Location.Found(Path.of("other/x.yaml")));
        assertThat(locate("x.yml")).isEqualTo(new Location.Found(Path.of("x.yml")));
    }

    @Test
    void takesTheFolderOfAPipeline() {
        Path folder = root.resolve("pipelines/demo");
        assertThat(locate(folder.toString())).isEqualTo(new Location.Found(folder.resolve("pipeline.yaml")));
    }

    @Test
    void namesThoseThatThereAre() {
        assertThat(unknown("ai-stak"))
                .isEqualTo(
                        "pipelines: there is no pipeline 'ai-stak'; there is 'ai-stack' and 'demo'. Maybe 'ai-stack'?");
        assertThat(unknown("empty"))
                .isEqualTo("pipelines: there is no pipeline 'empty'; there is 'ai-stack' and 'demo'");
        assertThat(unknown("")).startsWith("pipelines: there is no pipeline ''");
        assertThat(unknown("a\0b")).startsWith("pipelines: there is no pipeline 'a\\u0000b'");
        assertThat(new PipelineLocator(root.resolve("pipelines/empty")).names()).isEmpty();
    }

    private Location locate(String name) {
        return new PipelineLocator(root).locate(name);
    }

    private String unknown(String name) {
        return ((Location.Unknown) locate(name)).problem().toString();
    }
}
