package dev.slipway.notices;

import dev.slipway.model.NoticeTarget;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.model.SecretSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A target of the pipeline with the names that it is known by: {@code id} stays the same as long as the same people are
 * told by it, whatever else of it is changed, and {@code label} is for people. No secret goes into either.
 */
record Recipient(String id, String label, int place, NoticeTarget target) {
    private static final int LONGEST = 80;

    static List<Recipient> of(List<NoticeTarget> targets) {
        List<Recipient> recipients = new ArrayList<>();
        for (NoticeTarget target : targets) {
            int place = recipients.size();
            String sort = sort(target);
            recipients.add(new Recipient(
                    sort + "-" + Digest.of(identity(target, place)),
                    Plain.line(label(target), LONGEST),
                    place,
                    target));
        }
        return recipients;
    }

    /** Whether what was meant for a target with this id and place may go here, now that it is no longer in the file. */
    boolean succeeds(String formerId, int formerPlace) {
        return place == formerPlace && formerId.startsWith(sort(target) + "-");
    }

    private static String sort(NoticeTarget target) {
        return switch (target) {
            case NoticeTarget.Webhook webhook -> "webhook";
            case NoticeTarget.Email email -> "email";
            case NoticeTarget.Command command -> "command";
        };
    }

    /** A digest of a secret would be something to guess it by. */
    private static String identity(NoticeTarget target, int place) {
        return switch (target) {
            case NoticeTarget.Webhook webhook ->
                switch (webhook.address()) {
                    case Address.Written written when written.hidden().isEmpty() -> written.url();
                    case Address.Written written -> authority(written.url()) + " " + place;
                    case Address.Kept kept -> place(kept.source());
                };
            case NoticeTarget.Email email -> email.to().stream().sorted().collect(Collectors.joining(" "));
            case NoticeTarget.Command command -> command.written();
        };
    }

    private static String label(NoticeTarget target) {
        return switch (target) {
            case NoticeTarget.Webhook webhook ->
                switch (webhook.address()) {
                    case Address.Written written -> "webhook at " + authority(written.url());
                    case Address.Kept kept -> "webhook from " + place(kept.source());
                };
            case NoticeTarget.Email email -> "e-mail to " + String.join(", ", email.to());
            case NoticeTarget.Command command -> "command " + command.written();
        };
    }

    /** Without a user before the host. */
    static String authority(String url) {
        URI address = URI.create(url);
        @Nullable String host = address.getHost();
        return host == null
                ? "an address without a host"
                : address.getPort() < 0 ? host : host + ":" + address.getPort();
    }

    static String place(SecretSource source) {
        return switch (source) {
            case SecretSource.FromEnvironment variable -> "the variable '" + variable.variable() + "'";
            case SecretSource.FromFile file -> "the file " + file.path();
            case SecretSource.FromParam param -> "the parameter '" + param.param() + "'";
            case SecretSource.FromCommand command -> "a command";
        };
    }
}
