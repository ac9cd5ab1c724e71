package dev.slipway.yaml;

import dev.slipway.model.NoticeTarget.Email;
import dev.slipway.model.NoticeTarget.Encryption;
import dev.slipway.model.SecretSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code email} of a notice. */
final class NoticeMailSection {
    /** Without quoting and comments, which nobody's mail needs: nothing of an address can be taken for a header. */
    private static final Text<String> ADDRESS = Text.matching(
            "an e-mail address", "team@example.org", "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}");

    private static final Text<String> HOST = Text.matching(
            "a host", "smtp.example.org", "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\\[?[0-9A-Fa-f:.]{2,45}]?");

    private static final Key<List<String>> TO = Key.of(
                    "to",
                    new Either<>(Mapped.always(ADDRESS, (address, at) -> List.of(address)), ListOf.some(ADDRESS)),
                    "team@example.org",
                    "Who gets it: an address, or a list of them.")
            .mandatory()
            .strangers("recipient", "recipients");
    private static final Key<String> FROM = Key.of(
                    "from", ADDRESS, "slipway@example.org", "The sender; the mail server must allow it.")
            .mandatory()
            .strangers("sender");
    private static final Key<String> HOST_KEY = Key.of(
                    "host", HOST, "smtp.example.org", "The mail server that takes it.")
            .mandatory()
            .strangers("smtp", "server", "smtp-host");
    private static final Key<Integer> PORT = Key.of("port", Whole.PORT, "587", "The mail server's port.")
            .otherwise("587 for `starttls`, 465 for `tls`, 25 for `none`");
    private static final Key<Encryption> ENCRYPTION = Key.of(
                    "encryption",
                    Mapped.always(
                            new Word(List.of("starttls", "tls", "none")),
                            (word, at) -> Encryption.valueOf(word.toUpperCase(Locale.ROOT))),
                    "tls",
                    "How the mail server is spoken to: `starttls` begins readable and sends nothing unless the server "
                            + "turns to TLS, `tls` is TLS from the start, `none` is readable by all between.")
            .fallback("starttls")
            .strangers("security", "tls", "ssl");
    private static final Key<String> USER = Key.of(
                    "user",
                    Text.matching("a user's name", "slipway", "[^\\x00-\\x1f\\x7f]{1,254}"),
                    "slipway@example.org",
                    "The login at the mail server.")
            .otherwise("no login")
            .strangers("username", "login");
    private static final Key<SecretSource> PASSWORD = Key.of(
                    "password", NoticeSecretSection.SHAPE, "{env: SMTP_PASSWORD}", "Where the login's password is.")
            .otherwise("no login");

    static final Fields<Email> SHAPE = Fields.of(
            "email",
            "A message by SMTP, as plain text.",
            List.of(TO, FROM, HOST_KEY, PORT, ENCRYPTION, USER, PASSWORD),
            NoticeMailSection::read);

    private NoticeMailSection() {}

    private static @Nullable Email read(Section section) {
        List<String> to = section.value(TO, List.of());
        String from = section.value(FROM, "");
        String host = section.value(HOST_KEY, "");
        Encryption encryption = section.value(ENCRYPTION);
        int port = section.value(PORT, usual(encryption));
        String user = section.value(USER, "");
        SecretSource password = NoticeSecretSection.of(section, PASSWORD);
        if (section.has(USER) != section.has(PASSWORD)) {
            String there = section.has(USER) ? "user" : "password";
            String lacking = section.has(USER) ? "password" : "user";
            section.at(section.has(USER) ? USER : PASSWORD)
                    .declaredProblem(
                            Quoted.of(there) + " stands without " + Quoted.of(lacking),
                            section.has(USER) ? "Maybe 'password: {env: SMTP_PASSWORD}'?" : null);
        }
        if (password != null && encryption == Encryption.NONE) {
            section.at(ENCRYPTION).warning("the password is sent for all between to read", "Maybe 'starttls'?");
        }
        return new Email(to, from, host, port, encryption, user, password, List.of());
    }

    private static int usual(Encryption encryption) {
        return switch (encryption) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
