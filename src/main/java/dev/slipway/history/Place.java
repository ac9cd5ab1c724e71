package dev.slipway.history;

import dev.slipway.run.Home;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A home as a shared ledger knows it: by a mark that lies in it, so that it may be moved or mounted elsewhere and stays the
 * same one. Host and folder are for people.
 */
record Place(String mark, String host, String folder) {
    static Place of(Home home) throws IOException {
        Files.createDirectories(home.folder());
        Path file = home.folder().resolve("mark");
        return new Place(
                mark(file),
                hostName(),
                home.folder().toAbsolutePath().normalize().toString());
    }

    /** The key that a run of this home has, whoever works it out. */
    long key(String run) {
        return Texts.key(mark + "/" + run);
    }

    private static synchronized String mark(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            return Files.readString(file).strip();
        }
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (channel.size() == 0) {
                channel.write(StandardCharsets.UTF_8.encode(UUID.randomUUID().toString() + "\n"));
                channel.force(true);
            }
        }
        return Files.readString(file).strip();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "";
        }
    }
}
