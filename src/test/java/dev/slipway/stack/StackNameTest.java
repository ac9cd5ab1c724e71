package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackNameTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void labelsOfOursAreReadBack() {
        for (StackName name : List.of(StackName.kept("shop"), StackName.workedOn("a.b-c_d"))) {
            assertThat(StackName.parse(name.label())).contains(name);
        }
    }

    @Test
    void nothingElseIsAStack() {
        for (String foreign : List.of("", "/dev", "../x", "/etc/passwd", "a/b", "x/dev/dev", "A", "-a", "a b", "a\n")) {
            assertThat(StackName.parse(foreign)).as(foreign).isEmpty();
        }
        assertThat(StackName.parse("a".repeat(64))).isEmpty();
    }

    @Test
    void noLockLeavesItsFolder() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.lock"), "precious");
        Path locks = folder.resolve("locks");
        for (String name : List.of("../outside", folder.resolve("outside").toString())) {
            switch (StackLock.on(locks, StackName.kept(name))) {
                case StackLock.Try.Held held -> held.lock().close();
                case StackLock.Try.Taken taken -> throw new AssertionError("taken by " + taken.who());
            }
        }
        assertThat(outside).hasContent("precious");
    }

    @Test
    void aPipelineAndTheWorkOnAnotherOneShareNoNames() {
        assertThat(StackName.kept("x-dev").container("web"))
                .isNotEqualTo(StackName.workedOn("x").container("web"));
        assertThat(StackName.kept("x").container("dev-web"))
                .isNotEqualTo(StackName.workedOn("x").container("web"));
        assertThat(StackName.kept("x-dev").network())
                .isNotEqualTo(StackName.workedOn("x").network());
        assertThat(StackName.kept("x-dev").file())
                .isNotEqualTo(StackName.workedOn("x").file());
    }
}
