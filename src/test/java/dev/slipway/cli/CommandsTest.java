package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private final TestShell shell = new TestShell();

    @Test
    void ofALineThatBeginsWithACommandNoOtherIsWanted() {
        assertThat(Commands.wantedBy(new String[] {"diagnose", "build", "help"}))
                .isEqualTo(List.of(DiagnoseCommand.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--version", "help", "completion", "generate-completion", "diagnos", "Diagnose", "@words"})
    void ofAnyOtherLineAllAre(String first) {
        assertThat(Commands.wantedBy(new String[] {first, "diagnose"}))
                .isEqualTo(Commands.wantedBy(new String[0]))
                .hasSizeGreaterThan(10);
    }

    /** What {@code help} says it read with all commands, and {@code --help} with the one. */
    @ParameterizedTest
    @ValueSource(strings = {"build", "diagnose", "history", "nightly"})
    void aCommandAloneIsTheOneAmongAll(String command, @TempDir Path folder) {
        assertThat(shell.run(folder, "help", command)).isZero();
        String amongAll = shell.out();

        assertThat(shell.run(folder, command, "--help")).isZero();
        assertThat(shell.out()).isEqualTo(amongAll).contains("slipway " + command);
    }
}
