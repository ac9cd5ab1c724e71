package dev.slipway.engine.docker;

import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.VolumeOptions;
import dev.slipway.engine.ContainerSecrets;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.docker.wire.Refusals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Files in {@code /run/secrets} that are there before the container's first process begins. They lie in a volume without
 * a name, which goes with its container: {@code PUT /containers/ID/archive} is refused for a container with a read-only
 * root unless the path is in a volume that may be written; files in the container's own layer would become part of an
 * image that is committed from it; and a {@code tmpfs} is mounted only when the container starts, when it is too late.
 * Within a {@code tmpfs} at {@code /run} the volume is still seen, since engines mount outer paths first. All of it holds
 * of engines 20.10 and 28.5. Each file is root's and may be read by everybody, as a container's user is often unknown.
 */
final class SecretFiles {
    private static final int READABLE = 0444;

    private final Client client;

    SecretFiles(Client client) {
        this.client = client;
    }

    /**
     * The place for the files. What the image has there is not copied into it.
     *
     * @param labels by which a later start finds the volume, should it be left behind
     */
    static Mount place(Map<String, String> labels) {
        return new Mount()
                .withType(MountType.VOLUME)
                .withTarget(ContainerSecrets.FOLDER)
                .withVolumeOptions(new VolumeOptions().withNoCopy(true).withLabels(labels));
    }

    /** Puts them into a container that was created with {@link #place}. */
    void put(String container, Map<String, SecretValue> files) {
        Refusals.doing("putting secrets into container " + container, () -> client.commands()
                .copyArchiveToContainerCmd(container)
                .withRemotePath(ContainerSecrets.FOLDER)
                .withTarInputStream(new ByteArrayInputStream(tar(files)))
                .exec());
    }

    private static byte[] tar(Map<String, SecretValue> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, SecretValue> file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().bytes();
                TarArchiveEntry header = new TarArchiveEntry(file.getKey(), TarConstants.LF_NORMAL);
                header.setSize(content.length);
                header.setMode(READABLE);
                header.setIds(0, 0);
                header.setModTime(0);
                tar.putArchiveEntry(header);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
