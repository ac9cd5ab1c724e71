package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTreeTest {
    @TempDir
    private Path tree = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void aPipelineInAFolder() throws IOException {
        folder = Files.createDirectories(tree.resolve("deploy"));
        Files.writeString(folder.resolve("pipeline.yaml"), "slipway: 1\n");
    }

    private String git(String... words) {
        List<String> all = new ArrayList<>(
                List.of("git", "-c", "user.name=a", "-c", "user.email=a@example", "-c", "init.defaultBranch=main"));
        all.addAll(Arrays.asList(words));
        return switch (new HostCommand(all, tree, Map.of(), "")
                .run(Duration.ofSeconds(30), 100_000, new StopSignal())) {
            case HostCommand.Outcome.Ended ended -> {
                assertThat(ended.exit()).as(ended.error()).isZero();
                yield new String(ended.printed().bytes(), StandardCharsets.UTF_8).strip();
            }
            case HostCommand.Outcome.Cut cut -> throw new AssertionError(cut.why());
            case HostCommand.Outcome.Unstartable none -> {
                assumeTrue(false, "there is no git: " + none.why());
                yield "";
            }
        };
    }

    private String committed() {
        git("init");
        git("add", ".");
        git("commit", "-m", "first");
        return git("rev-parse", "HEAD");
    }

    private Provenance told() {
        return WorkTree.provenance("1.2", folder, folder.resolve(".slipway"), new StopSignal());
    }

    @Test
    void commitOfTheTreeAroundTheFolderIsTold() {
        assertThat(told()).isEqualTo(new Provenance("1.2", "", false));
        String commit = committed();
        assertThat(told()).isEqualTo(new Provenance("1.2", commit, false));
        git("checkout", "--detach");
        assertThat(told().commit()).isEqualTo(commit);
    }

    @Test
    void onlyWhatChangedInTheFolderMakesItDirtyAndNothingOfSlipwaysOwn() throws IOException {
        committed();
        Files.writeString(tree.resolve("beside.txt"), "not the pipeline's\n");
        Files.createDirectories(folder.resolve(".slipway"));
        Files.writeString(folder.resolve(".slipway/slipway.log"), "ours\n");
        assertThat(told().dirty()).isFalse();
        Files.writeString(folder.resolve("new file.txt"), "untracked\n");
        assertThat(told().dirty()).isTrue();
        Files.delete(folder.resolve("new file.txt"));
        Files.writeString(folder.resolve("pipeline.yaml"), "slipway: 1\nname: x\n");
        assertThat(told().dirty()).isTrue();
    }

    @Test
    void branchWithoutACommitHasNone() {
        git("init");
        assertThat(told()).isEqualTo(new Provenance("1.2", "", false));
    }

    @Test
    void questionDoesNotStartWhatTheTreeNames() throws IOException {
        committed();
        Path trace = tree.resolve("was-started");
        git("config", "core.fsmonitor", "touch " + trace + "; false");
        assertThat(told().commit()).hasSize(40);
        assertThat(trace).doesNotExist();
    }

    @Test
    void brokenTreeAndGoneFolderAreNoErrors() throws IOException {
        committed();
        Files.writeString(tree.resolve(".git/HEAD"), "nonsense\n");
        assertThat(told()).isEqualTo(new Provenance("1.2", "", false));
        assertThat(WorkTree.provenance("1.2", tree.resolve("gone"), tree, new StopSignal()))
                .isEqualTo(new Provenance("1.2", "", false));
    }
}
