package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private Path settings(String name, String text) throws IOException {
        Path settings = Files.createDirectories(folder.resolve(name).resolve("inner"));
        Files.writeString(settings.resolve("a.yaml"), text);
        return folder.resolve(name);
    }

    @Test
    void contentNamesAndLinksCountAndThePlaceDoesNot() throws IOException {
        Path here = settings("here", "a: 1");
        Path there = settings("there", "a: 1");
        String first = BoundFiles.hash(here);
        assertThat(BoundFiles.hash(there)).isEqualTo(first);
        settings("there", "a: 2");
        assertThat(BoundFiles.hash(there)).isNotEqualTo(first);
        settings("there", "a: 1");
        Files.move(there.resolve("inner/a.yaml"), there.resolve("inner/b.yaml"));
        assertThat(BoundFiles.hash(there)).isNotEqualTo(first);
        Files.createSymbolicLink(here.resolve("link"), Path.of("nowhere"));
        assertThat(BoundFiles.hash(here)).isNotEqualTo(first);
        Path file = Files.writeString(folder.resolve("f"), "1");
        String one = BoundFiles.hash(file);
        Files.writeString(file, "2");
        assertThat(BoundFiles.hash(file)).isNotEqualTo(one);
    }

    @Test
    void beyondTheBoundSizesCountAndThenNothing() throws IOException {
        Path large = settings("large", "12345");
        String sized = BoundFiles.hash(large, 10, 4);
        settings("large", "54321");
        assertThat(BoundFiles.hash(large, 10, 4)).isEqualTo(sized);
        settings("large", "123456");
        assertThat(BoundFiles.hash(large, 10, 4)).isNotEqualTo(sized);
        assertThat(BoundFiles.hash(large, 2, 4)).isEqualTo("more than 2 files");
        assertThat(BoundFiles.hash(folder.resolve("absent"))).isEqualTo("unreadable");
    }
}
