package dev.slipway.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Dockerfile is, on disk and in the tar. One outside the context goes by a name that depends on its path only,
 * so that the builder's cache holds.
 */
record DockerfilePlace(String asked, String name, Path source, boolean outside) {
    static DockerfilePlace find(Path root, String dockerfile, Overlay overlay) throws IOException {
        Optional<Path> layer = overlay.at(CleanPath.of(dockerfile));
        if (layer.isPresent()) {
            return new DockerfilePlace(dockerfile, CleanPath.of(dockerfile), layer.get(), false);
        }
        Path wanted = root.resolve(dockerfile);
        if (!Files.isRegularFile(wanted)) {
            throw new ContextException(
                    ContextException.Fault.DOCKERFILE,
                    "opening the build context %s: there is no Dockerfile '%s'."
                            .formatted(root, Printable.of(dockerfile)));
        }
        Path real = wanted.toRealPath();
        if (real.startsWith(root)) {
            StringBuilder name = new StringBuilder();
            for (Path part : root.relativize(real)) {
                name.append(name.isEmpty() ? "" : "/").append(part);
            }
            return new DockerfilePlace(dockerfile, name.toString(), real, false);
        }
        String mark = InputDigest.start().add(dockerfile).hex().substring(0, 12);
        return new DockerfilePlace(dockerfile, ".slipway." + mark + ".Dockerfile", real, true);
    }
}
