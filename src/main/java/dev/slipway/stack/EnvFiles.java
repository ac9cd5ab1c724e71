package dev.slipway.stack;

import dev.slipway.dotenv.EnvFile;
import dev.slipway.model.ContainerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables that a container's env files give; later files count more. */
final class EnvFiles {
    private EnvFiles() {}

    /** @throws UncheckedIOException when one cannot be used */
    static Map<String, String> of(ContainerSettings container) {
        Map<String, String> env = new HashMap<>();
        for (Path file : container.envFiles()) {
            switch (EnvFile.read(file, file.toString())) {
                case EnvFile.Reading.Read(EnvFile read) -> env.putAll(read.values());
                case EnvFile.Reading.Refused(List<EnvFile.Mistake> mistakes) ->
                    throw new UncheckedIOException(
                            "reading an env file",
                            new IOException(mistakes.getFirst().toString()));
            }
        }
        return env;
    }
}
