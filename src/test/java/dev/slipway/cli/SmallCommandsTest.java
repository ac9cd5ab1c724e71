package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command line alone decides. */
class SmallCommandsTest {
    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    @Test
    void noImageAtOnceIsAMistake() {
        assertThat(slipway("build", "-j", "0")).isEqualTo(2);
        assertThat(shell.err()).contains("--parallel wants at least 1, not 0");
    }

    @Test
    void completionIsForBothNames() {
        assertThat(slipway("completion", "bash")).as("%s", shell).isZero();
        assertThat(shell.out())
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
        assertThat(shell.out()).contains("java", "private engine", "Maybe start one");
    }
}
