package dev.slipway.yaml;

import dev.slipway.model.SecretSource;
import dev.slipway.yaml.Node.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret of whoever is told: an address, a password, a key to sign with. The value is never read here. */
final class NoticeSecretSection {
    private static final Key<Boolean> REQUIRED = Key.of(
                    "required",
                    Flag.FLAG,
                    "false",
                    "Whether notices wait until there is a value, and a heartbeat without one is told as failed; otherwise nobody"
                            + " is told here as long as there is none.")
            .fallback("true");

    static final Fields<SecretSource> SHAPE = Fields.of(
            "notice secret",
            "A value that only those see who are told: asked for when a notice or a heartbeat is sent.",
            List.of(SecretSection.ENV, SecretSection.FILE, SecretSection.COMMAND, SecretSection.PARAM, REQUIRED),
            NoticeSecretSection::read,
            SecretSection.ONE_SOURCE);

    private NoticeSecretSection() {}

    /** Where the key says that the value is; null where it is absent or wrong. Who wrote the value itself does not see it repeated. */
    static @Nullable SecretSource of(Section section, Key<SecretSource> key) {
        if (section.has(key) && section.at(key).node() instanceof Scalar) {
            section.at(key)
                    .problem(
                            "a text stands where the place of a secret is wanted, and a secret itself has no place in"
                                    + " this file",
                            "Maybe '" + key.name() + ": " + key.example() + "'?");
            return null;
        }
        return section.optional(key);
    }

    private static @Nullable SecretSource read(Section section) {
        return SecretSection.source(section, section.value(REQUIRED));
    }
}
