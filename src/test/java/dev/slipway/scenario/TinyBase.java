package dev.slipway.scenario;

import dev.slipway.scenario.registry.Provided;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A base of a shell and a few commands, for engines that have no other. */
final class TinyBase {
    static final String NAME = "tiny-base:1";

    private static final List<String> COMMANDS =
            List.of("sh", "cat", "sleep", "sha256sum", "ls", "touch", "yes", "head");

    private TinyBase() {}

    /** Skips the test where the shell cannot be had. */
    static void into(EngineHttp engine) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] program = Files.readAllBytes(Provided.program("busybox"));
            TarArchiveEntry busybox = new TarArchiveEntry("bin/busybox");
            busybox.setMode(0755);
            busybox.setSize(program.length);
            tar.putArchiveEntry(busybox);
            tar.write(program);
            tar.closeArchiveEntry();
            for (String command : COMMANDS) {
                TarArchiveEntry link = new TarArchiveEntry("bin/" + command, TarArchiveEntry.LF_SYMLINK);
                link.setLinkName("busybox");
                tar.putArchiveEntry(link);
                tar.closeArchiveEntry();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        String[] name = NAME.split(":", 2);
        engine.post("/images/create?fromSrc=-&repo=" + name[0] + "&tag=" + name[1], bytes.toByteArray());
    }
}
