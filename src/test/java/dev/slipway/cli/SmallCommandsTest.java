package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command line alone decides. */
class SmallCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        Shell shell = new Shell(
                new Workspace(folder, new Home(folder.resolve(".slipway"))),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        return Main.run(arguments, shell);
    }

    @Test
    void noImageAtOnceIsAMistake() {
        assertThat(slipway("build", "-j", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--parallel wants at least 1, not 0");
    }

    @Test
    void completionIsForBothNames() {
        assertThat(slipway("completion", "bash")).as("%s", err).isZero();
        assertThat(out.toString())
                .contains("complete -F _complete_slipway -o default slipway")
                .endsWith("complete -F _complete_slipway -o default manage.sh" + System.lineSeparator());
    }

    @Test
    void promotedTagsGoOnlyWithTheirImages() {
        assertThat(slipway("clean", "--promoted")).isEqualTo(2);
        assertThat(slipway("clean", "--keep-runs", "-1")).isEqualTo(2);
        assertThat(slipway("clean", "-p", "nowhere")).isEqualTo(2);
    }

    @Test
    void withoutAnEngineCleanSaysSoAndTheDoctorTellsTheRest() {
        String nobody = "unix://" + folder.resolve("nobody.sock");
        assertThat(slipway("clean", "--host", nobody)).isEqualTo(4);
        assertThat(slipway("doctor", "--host", nobody)).isEqualTo(4);
        assertThat(out.toString()).contains("java", "private engine", "Maybe start one");
    }
}
