package dev.slipway.engine.docker;

import dev.slipway.engine.ContainerFile;
import dev.slipway.engine.ContainerFile.Content;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Streams.Question;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * {@code GET /containers/ID/archive}: files out of a container as a tar. The tar is what a stranger's image makes of it, so
 * no more of it is read than was asked for; the rest is left unread by hanging up.
 */
final class Archive {
    private static final int MOST_FILES = 5_000;

    private final Client client;

    Archive(Client client) {
        this.client = client;
    }

    List<ContainerFile> files(String container, String path, long most, StopSignal stop) {
        Question question = new Question(
                "reading " + path + " in container " + container,
                "GET",
                new Query("/containers/" + container + "/archive")
                        .with("path", path)
                        .toString());
        try {
            return client.streams().ask(question, stop, body -> read(body, most));
        } catch (EngineException absent) {
            if (absent.kind() == Kind.NOT_FOUND && !absent.answer().contains("No such container")) {
                return List.of();
            }
            throw absent;
        }
    }

    private static List<ContainerFile> read(InputStream body, long most) throws IOException {
        List<ContainerFile> files = new ArrayList<>();
        long left = most;
        // Not closed: that would read what is left of it.
        TarArchiveInputStream tar = new TarArchiveInputStream(body);
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null && files.size() < MOST_FILES;
                entry = tar.getNextEntry()) {
            if (entry.isDirectory()) {
                continue;
            }
            byte[] bytes = entry.isFile() ? tar.readNBytes((int) Math.min(left, entry.getSize())) : new byte[0];
            boolean whole = !entry.isFile() || bytes.length == entry.getSize();
            files.add(new ContainerFile(last(entry.getName()), new Content(bytes), whole));
            left -= bytes.length;
            if (!whole) {
                break;
            }
        }
        return List.copyOf(files);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
