package dev.slipway.model;

import java.nio.file.Path;
import java.util.List;

/** Where a secret's value comes from. The value itself is never part of the model. */
public sealed interface SecretSource {
    boolean required();

    Origin origin();

    record FromEnvironment(String variable, boolean required, Origin origin) implements SecretSource {}

    /** {@code path} is absolute. */
    record FromFile(Path path, boolean required, Origin origin) implements SecretSource {}

    /** The secret parameter of this name. */
    record FromParam(String param, boolean required, Origin origin) implements SecretSource {}

    /** A program of this machine and its arguments, run in the pipeline's folder, that prints the value. */
    record FromCommand(List<String> command, boolean required, Origin origin) implements SecretSource {
        public FromCommand {
            command = List.copyOf(command);
        }
    }
}
