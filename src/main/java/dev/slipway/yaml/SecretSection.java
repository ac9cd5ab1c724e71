package dev.slipway.yaml;

import dev.slipway.model.Param;
import dev.slipway.model.SecretSource;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code secrets}. The value is never read here. */
final class SecretSection {
    static final Key<String> ENV = Key.of(
            "env",
            Text.matching("a variable's name", "HF_TOKEN", "[A-Za-z_][A-Za-z0-9_]{0,254}"),
            "HF_TOKEN",
            "The environment variable that holds the value.");
    static final Key<Path> FILE = Key.of(
            "file",
            Paths.FROM_FOLDER,
            "secrets/hf_token",
            "The file that holds the value, from the pipeline's folder.");
    static final Key<List<String>> COMMAND = Key.of(
                    "command",
                    new Either<>(
                            Mapped.always(Text.SOME, (line, at) -> List.of("sh", "-c", line)), ListOf.some(Text.ANY)),
                    "[pass, show, hf-token]",
                    "A command of this machine that prints the value, run in the pipeline's folder for a minute at most: "
                            + "a list of words, or a line for sh. One line break at the end of what it prints is left out.")
            .strangers("run", "cmd", "exec");
    static final Key<String> PARAM = Key.of(
                    "param",
                    new Mapped<>(
                            Text.matching("a parameter's name", "hf_token", "[A-Za-z_][A-Za-z0-9_]{0,99}"),
                            SecretSection::secret),
                    "hf_token",
                    "The secret parameter that holds the value.")
            .strangers("parameter");
    static final Group ONE_SOURCE = Group.exactlyOne("env", "file", "command", "param");

    private static final Key<Boolean> REQUIRED = Key.of(
                    "required",
                    Flag.FLAG,
                    "false",
                    "Whether the image fails without it; otherwise the build runs without the secret.")
            .fallback("true");

    static final Fields<SecretSource> SHAPE = Fields.of(
            "secret",
            "A value that the build may see and nothing else; the key is its id in `RUN --mount=type=secret,id=…`.",
            List.of(ENV, FILE, COMMAND, PARAM, REQUIRED),
            SecretSection::read,
            ONE_SOURCE);

    static final MapOf.Keys IDS = MapOf.Keys.matching("a secret's id", "hf_token", "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    private SecretSection() {}

    private static @Nullable SecretSource read(Section section) {
        return source(section, section.value(REQUIRED));
    }

    /** A parameter whose value would be told elsewhere is no source of secrets. */
    private static @Nullable String secret(String name, Cursor at) {
        Param param = at.scope().params().declared().get(name);
        if (param == null) {
            at.problem(
                    "there is no parameter " + Quoted.of(name),
                    at.guess(name, at.scope().params().secrets()));
            return null;
        }
        if (!param.secret()) {
            at.problem(
                    "the parameter " + Quoted.of(name) + " is not secret",
                    "Maybe add 'secret: true' to it in 'params'.");
            return null;
        }
        return name;
    }

    /** Where a section with these keys says that the value is; null after a complaint. */
    static @Nullable SecretSource source(Section section, boolean required) {
        String variable = section.optional(ENV);
        Path file = section.optional(FILE);
        List<String> command = section.optional(COMMAND);
        String param = section.optional(PARAM);
        if (param != null) {
            return new SecretSource.FromParam(param, required, section.origin());
        }
        if (variable != null) {
            return new SecretSource.FromEnvironment(variable, required, section.origin());
        }
        if (command != null && !command.isEmpty()) {
            return new SecretSource.FromCommand(command, required, section.origin());
        }
        return file == null ? null : new SecretSource.FromFile(file, required, section.origin());
    }
}
