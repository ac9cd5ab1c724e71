package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatCannotBeWrittenLeavesTheFileAsItWasAndNothingBesideIt() throws IOException {
        Path file = Files.writeString(folder.resolve("report"), "old");

        assertThatThrownBy(() -> ReportFile.write(file, out -> {
                    out.write("half");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("report");
    }

    @Test
    void aFolderIsMadeAndAFolderIsNoFile() throws IOException {
        Path file = folder.resolve("deep/er/report");
        ReportFile.write(file, out -> out.write("new"));
        assertThat(file).hasContent("new");
        assertThatThrownBy(() -> ReportFile.write(folder.resolve("deep"), out -> out.write("new")))
                .isInstanceOf(IOException.class);
        assertThat(file).hasContent("new");
    }

    @Test
    void whatIsNoFileIsWrittenDirectly() throws IOException {
        ReportFile.write(Path.of("/dev/null"), out -> out.write("new"));
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }
}
