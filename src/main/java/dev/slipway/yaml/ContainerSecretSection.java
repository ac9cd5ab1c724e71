package dev.slipway.yaml;

import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.SecretSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of the {@code secrets} of a container. The value is never read here. */
final class ContainerSecretSection {
    private static final Key<Boolean> REQUIRED = Key.of(
                    "required",
                    Flag.FLAG,
                    "false",
                    "Whether the image fails without it; otherwise its containers run without the secret.")
            .fallback("true");
    private static final Key<String> VARIABLE = Key.of(
                    "variable",
                    Text.matching("a variable's name", "POSTGRES_PASSWORD", "[A-Za-z_][A-Za-z0-9_]{0,254}"),
                    "POSTGRES_PASSWORD",
                    "The variable of the container that holds the value.")
            .otherwise("none: it is the file `/run/secrets/ID`")
            .strangers("as", "target");

    private static final Fields<ContainerSecret> SHAPE = Fields.of(
            "container secret",
            "A value that the running container sees, in a variable or as the file `/run/secrets/ID`; the key is its id.",
            List.of(
                    SecretSection.ENV,
                    SecretSection.FILE,
                    SecretSection.COMMAND,
                    SecretSection.PARAM,
                    REQUIRED,
                    VARIABLE),
            ContainerSecretSection::read,
            SecretSection.ONE_SOURCE);

    /** Stands in {@code container}. */
    static final Key<Map<String, ContainerSecret>> SECRETS = Key.of(
                    "secrets",
                    new Mapped<>(MapOf.any(SecretSection.IDS, SHAPE), ContainerSecretSection::distinct),
                    "{db_password: {param: db_password, variable: POSTGRES_PASSWORD}}",
                    "Secrets of the running container, by id.")
            .otherwise("none");

    private ContainerSecretSection() {}

    private static @Nullable ContainerSecret read(Section section) {
        String variable = section.optional(VARIABLE);
        SecretSource source = SecretSection.source(section, section.value(REQUIRED));
        return source == null ? null : new ContainerSecret(source, variable);
    }

    private static Map<String, ContainerSecret> distinct(Map<String, ContainerSecret> secrets, Cursor at) {
        Map<String, String> taken = new HashMap<>();
        secrets.forEach((id, secret) -> secret.variable().ifPresent(variable -> {
            String first = taken.putIfAbsent(variable, id);
            if (first != null) {
                at.problem(
                        "the secrets " + Quoted.of(first) + " and " + Quoted.of(id) + " go into one variable, "
                                + Quoted.of(variable),
                        null);
            }
        }));
        return secrets;
    }
}
