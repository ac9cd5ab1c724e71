package dev.slipway.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.context.IgnoreRules;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.DevSpec;
import dev.slipway.model.Origin;
import dev.slipway.watch.Change;
import dev.slipway.watch.ChangeSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a changed file leads to, as a table. */
class BenchTest {
    private static final Path HOME = Path.of("/no/such/pipeline");

    private static Bench bench(boolean reloads) {
        Map<Path, String> mounts = Map.of(
                HOME.resolve("backend/app"), "/app/app",
                HOME.resolve("backend/config.toml"), "/app/config.toml",
                HOME.resolve("backend/data"), "/app/data",
                HOME.resolve("shared"), "/shared");
        DevSpec spec = new DevSpec(
                "backend",
                BuildSpec.of(HOME.resolve("backend"), "docker/Dockerfile.dev"),
                mounts,
                List.of(),
                reloads,
                List.of(
                        HOME.resolve("backend/app/schema"),
                        HOME.resolve("../versions.txt").normalize()),
                Map.of(),
                null,
                Origin.whole("pipeline.yaml"));
        IgnoreRules rules = IgnoreRules.parse("**/*.log\ntests\ndata\n!**/keep.log\n", ".dockerignore");
        return new Bench(spec, HOME.resolve("backend"), mounts, rules);
    }

    private static String reaction(boolean reloads, String... paths) {
        List<Change> changes = Stream.of(paths)
                .map(path -> new Change(HOME.resolve(path).normalize(), Change.Kind.CHANGED))
                .toList();
        return switch (bench(reloads).reaction(new ChangeSet(changes))) {
            case Reaction.None none -> "nothing";
            case Reaction.Itself itself -> "itself";
            case Reaction.Restart restart -> "restart";
            case Reaction.Rebuild rebuild -> "rebuild";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "backend/app/main.py, restart, itself",
        "backend/app/deep/er/x.py, restart, itself",
        "shared/lib.py, restart, itself",
        "shared/requirements.txt, restart, itself",
        "backend/app/requirements.txt, rebuild, rebuild",
        "backend/app/package.json, rebuild, rebuild",
        "backend/app/schema/v1.sql, rebuild, rebuild",
        "../versions.txt, rebuild, rebuild",
        "backend/app, restart, restart",
        "backend/config.toml, restart, restart",
        "backend/app/debug.log, nothing, nothing",
        "backend/app/keep.log, restart, itself",
        "backend/data/x.json, restart, itself",
        "backend/requirements.txt, rebuild, rebuild",
        "backend/README.md, rebuild, rebuild",
        "backend/tests/test_main.py, nothing, nothing",
        "backend/docker/Dockerfile.dev, rebuild, rebuild",
        "backend/docker/Dockerfile.dev.dockerignore, rebuild, rebuild",
        "backend/.dockerignore, rebuild, rebuild",
        "elsewhere/main.py, nothing, nothing",
    })
    void aPathDecides(String path, String plain, String reloading) {
        assertThat(reaction(false, path)).isEqualTo(plain);
        assertThat(reaction(true, path)).isEqualTo(reloading);
    }

    @Test
    void ofSeveralPathsTheOneThatAsksForMostDecides() {
        assertThat(reaction(true, "elsewhere/a", "backend/app/main.py")).isEqualTo("itself");
        assertThat(reaction(true, "backend/app/main.py", "backend/config.toml")).isEqualTo("restart");
        assertThat(reaction(true, "backend/app/main.py", "backend/requirements.txt", "shared/a.py"))
                .isEqualTo("rebuild");
    }

    @Test
    void whatCountsIsWatched() {
        assertThat(bench(false).roots())
                .extracting(root -> HOME.relativize(root.path()).toString())
                .contains("backend", "backend/app", "backend/config.toml", "shared", "../versions.txt");
    }
}
