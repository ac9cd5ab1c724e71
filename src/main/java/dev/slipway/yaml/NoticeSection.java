package dev.slipway.yaml;

import dev.slipway.model.NoticeTarget;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.NoticeTarget.Form;
import dev.slipway.model.SecretSource;
import dev.slipway.yaml.Node.Scalar;
import dev.slipway.yaml.Params.Meaning;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One item of {@code notify}. */
final class NoticeSection {
    /** A doubled dollar sign first: what follows it is no variable of ours. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$|\\$\\{([A-Za-z_][A-Za-z0-9_]*)");

    /** An address that is written here, or the secret that holds it. */
    static final Shape<Address> ADDRESS = new Either<>(
            Mapped.always(Words.WEBHOOK, NoticeSection::written),
            Mapped.always(NoticeSecretSection.SHAPE, (source, at) -> new Address.Kept(source)));

    private static final Key<Address> WEBHOOK = Key.of(
                    "webhook",
                    ADDRESS,
                    "{env: SLIPWAY_WEBHOOK}",
                    "The address that is told by a POST of JSON, or the secret that holds it.")
            .strangers("url", "slack", "hook", "http");
    private static final Key<NoticeTarget.Email> EMAIL = Key.of(
                    "email",
                    NoticeMailSection.SHAPE,
                    "{to: team@example.org, from: slipway@example.org, host: smtp.example.org}",
                    "A message by SMTP.")
            .strangers("mail", "e-mail", "smtp");
    private static final Key<NoticeTarget.Command> COMMAND = Key.of(
                    "command",
                    Mapped.always(Text.SOME, NoticeSection::command),
                    "./scripts/page-somebody.sh",
                    "A line for sh, run on this machine in the pipeline's folder, with the notice as JSON on its input.")
            .strangers("run", "exec", "cmd", "script");
    private static final Key<Form> FORM = Key.of(
                    "form",
                    Mapped.always(
                            new Word(List.of("json", "slack")),
                            (word, at) -> Form.valueOf(word.toUpperCase(Locale.ROOT))),
                    "slack",
                    "What the webhook is sent: `json`, all there is to know, or `slack`, a message as Slack and those "
                            + "that follow it take it.")
            .fallback("json")
            .strangers("format", "type");
    private static final Key<SecretSource> SECRET = Key.of(
                    "secret",
                    NoticeSecretSection.SHAPE,
                    "{env: SLIPWAY_WEBHOOK_SECRET}",
                    "The key that the webhook's body is signed with, in the header `X-Slipway-Signature`.")
            .otherwise("not signed")
            .strangers("sign", "signature", "hmac");
    private static final Key<List<String>> ON = Key.of(
                    "on",
                    new Either<>(
                            Mapped.always(new Word(List.of("all")), (word, at) -> NoticeTarget.KINDS),
                            ListOf.some(new Word(NoticeTarget.KINDS))),
                    "[new-failure, recovered]",
                    "What is told: `all`, or a list of kinds.")
            .otherwise("all but `drifted` and `spare-mended`")
            .strangers("when", "events", "kinds");

    static final Fields<NoticeTarget> SHAPE = Fields.of(
            "notice",
            "Who is told, and of what.",
            List.of(WEBHOOK, EMAIL, COMMAND, FORM, SECRET, ON),
            NoticeSection::read,
            Group.exactlyOne("webhook", "email", "command"));

    private NoticeSection() {}

    private static @Nullable NoticeTarget read(Section section) {
        Address address = section.optional(WEBHOOK);
        NoticeTarget.Email email = section.optional(EMAIL);
        NoticeTarget.Command command = section.optional(COMMAND);
        Form form = section.value(FORM);
        SecretSource secret = NoticeSecretSection.of(section, SECRET);
        List<String> kinds = section.value(ON, NoticeTarget.USUAL);
        for (Key<?> key : List.of(FORM, SECRET)) {
            if (section.has(key) && (section.has(EMAIL) || section.has(COMMAND)) && !section.has(WEBHOOK)) {
                section.at(key).declaredProblem(Quoted.of(key.name()) + " is of a webhook, and there is none", null);
            }
        }
        if (address != null) {
            return new NoticeTarget.Webhook(address, form, secret, kinds);
        }
        if (email != null) {
            return new NoticeTarget.Email(
                    email.to(),
                    email.from(),
                    email.host(),
                    email.port(),
                    email.encryption(),
                    email.user(),
                    email.password(),
                    kinds);
        }
        return command == null
                ? null
                : new NoticeTarget.Command(command.line(), command.written(), command.hidden(), kinds);
    }

    /** What the environment put in is hidden, but for what names the host: that is needed to tell of it. */
    private static Address written(String url, Cursor at) {
        if (!(at.node() instanceof Scalar scalar) || scalar.text().equals(url)) {
            return new Address.Written(url, List.of());
        }
        URI address = URI.create(url);
        List<String> open = List.of(
                String.valueOf(address.getHost()),
                String.valueOf(address.getAuthority()),
                String.valueOf(address.getPort()),
                String.valueOf(address.getScheme()));
        return new Address.Written(
                url, putIn(scalar, at).filter(value -> !open.contains(value)).toList());
    }

    /** What the environment put in is hidden, and the line is told of as it stands in the file. */
    private static NoticeTarget.Command command(String line, Cursor at) {
        return at.node() instanceof Scalar scalar
                ? new NoticeTarget.Command(
                        line, scalar.text(), putIn(scalar, at).toList(), List.of())
                : new NoticeTarget.Command(line, List.of());
    }

    /** What the variables and parameters of a text stand for. */
    private static Stream<String> putIn(Scalar scalar, Cursor at) {
        return VARIABLE.matcher(scalar.text())
                .results()
                .flatMap(found -> Stream.ofNullable(found.group(1)))
                .map(name -> at.scope().params().of(name))
                .flatMap(meaning -> meaning instanceof Meaning.Value value ? Stream.of(value.text()) : Stream.empty())
                .filter(value -> !value.isEmpty())
                .distinct();
    }
}
