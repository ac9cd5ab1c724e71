package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget.Email;
import dev.slipway.model.NoticeTarget.Encryption;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * One message by SMTP. Who is not known among several does not keep it from the others. Certificates are checked, the
 * host's name in them too.
 */
record MailSender(Map<String, String> environment, Limits limits) {
    private static final int MOST_SHOWN = 300;
    private static final int TEMPORARY = 4;

    Answer send(Email mail, @Nullable String password, Notice notice, StopSignal stop) {
        String server = mail.host() + ":" + mail.port();
        SSLContext trust;
        try {
            trust = Trust.context(environment);
        } catch (IOException unusable) {
            return new Answer.Refused(String.valueOf(unusable.getMessage()));
        }
        try {
            return Bounded.within(limits.whole(), stop, "slipway-mail", () -> deliver(mail, password, notice, trust));
        } catch (TimeoutException over) {
            return new Answer.Silent("the mail server " + server + " did not take the message within "
                    + limits.whole().toSeconds() + " s");
        } catch (CancellationException stopped) {
            return new Answer.Silent("sending by " + server + " was stopped");
        } catch (ExecutionException failure) {
            return failed(failure.getCause() == null ? failure : failure.getCause(), mail, server);
        }
    }

    private Answer deliver(Email mail, @Nullable String password, Notice notice, SSLContext trust)
            throws MessagingException {
        Session session = Session.getInstance(settings(mail, trust));
        MimeMessage message = MailText.of(session, mail.to(), mail.from(), notice);
        try (Transport transport = session.getTransport("smtp")) {
            if (mail.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(mail.host(), mail.port(), mail.user(), password);
            }
            transport.sendMessage(message, message.getAllRecipients());
            return new Answer.Taken("");
        }
    }

    private Properties settings(Email mail, SSLContext trust) {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", mail.host());
        settings.put("mail.smtp.port", String.valueOf(mail.port()));
        settings.put("mail.smtp.connectiontimeout", milliseconds(limits.connect()));
        settings.put("mail.smtp.timeout", milliseconds(limits.whole()));
        settings.put("mail.smtp.starttls.enable", String.valueOf(mail.encryption() == Encryption.STARTTLS));
        settings.put("mail.smtp.starttls.required", String.valueOf(mail.encryption() == Encryption.STARTTLS));
        settings.put("mail.smtp.ssl.enable", String.valueOf(mail.encryption() == Encryption.TLS));
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        // Otherwise whom our authorities refuse is tried again with Java's own.
        settings.put("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.auth", String.valueOf(!mail.user().isEmpty()));
        settings.put("mail.smtp.sendpartial", "true");
        settings.put("mail.smtp.quitwait", "false");
        return settings;
    }

    private static String milliseconds(Duration limit) {
        return String.valueOf(limit.toMillis());
    }

    private Answer failed(Throwable failure, Email mail, String server) {
        String certificate = Trust.complaint(failure, mail.host());
        if (certificate != null) {
            return new Answer.Refused(certificate);
        }
        return switch (failure) {
            case AuthenticationFailedException refused ->
                new Answer.Refused(
                        "the mail server " + server + " refused the login of '" + mail.user() + "'" + saying(refused));
            case MailConnectException nobody ->
                new Answer.Later("no connection to the mail server " + server + because(nobody), null);
            case SendFailedException partly
            when sent(partly) ->
                new Answer.Taken("the mail server " + server + " took it, but not for " + refused(partly));
            case MessagingException about
            when code(about).isPresent() -> {
                String why = "the mail server " + server + " refused the message" + about(about);
                yield code(about).getAsInt() / 100 == TEMPORARY ? new Answer.Later(why, null) : new Answer.Refused(why);
            }
            case MessagingException broken
            when broken.getCause() instanceof IOException cause ->
                new Answer.Later(
                        "the conversation with the mail server " + server + " broke off" + saying(cause), null);
            default -> new Answer.Refused("the message cannot be sent by the mail server " + server + saying(failure));
        };
    }

    private static boolean sent(SendFailedException partly) {
        Address @Nullable [] sent = partly.getValidSentAddresses();
        return sent != null && sent.length > 0;
    }

    private static String refused(SendFailedException partly) {
        String reasons = chain(partly)
                .filter(SMTPAddressFailedException.class::isInstance)
                .map(SMTPAddressFailedException.class::cast)
                .map(one -> one.getAddress() + saying(one))
                .collect(Collectors.joining("; "));
        return reasons.isEmpty()
                ? Stream.of(partly.getInvalidAddresses(), partly.getValidUnsentAddresses())
                        .filter(Objects::nonNull)
                        .flatMap(Arrays::stream)
                        .map(Address::toString)
                        .collect(Collectors.joining(", "))
                : reasons;
    }

    private static String about(MessagingException failure) {
        return failure instanceof SendFailedException partly
                        && chain(partly).anyMatch(SMTPAddressFailedException.class::isInstance)
                ? " for " + refused(partly)
                : saying(failure);
    }

    /** The server's code: of the first recipient that may be taken later, else of whatever it refused. */
    private static OptionalInt code(MessagingException failure) {
        List<Integer> codes = chain(failure)
                .flatMap(one -> switch (one) {
                    case SMTPAddressFailedException recipient -> Stream.of(recipient.getReturnCode());
                    case SMTPSenderFailedException sender -> Stream.of(sender.getReturnCode());
                    case SMTPSendFailedException whole -> Stream.of(whole.getReturnCode());
                    default -> Stream.<Integer>empty();
                })
                .filter(code -> code > 0)
                .toList();
        return codes.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(codes.stream()
                        .filter(code -> code / 100 == TEMPORARY)
                        .findFirst()
                        .orElse(codes.getFirst()));
    }

    private static Stream<Exception> chain(MessagingException failure) {
        return Stream.<Exception>iterate(
                        failure,
                        Objects::nonNull,
                        one -> one instanceof MessagingException more ? more.getNextException() : null)
                .limit(100);
    }

    private static String because(MessagingException failure) {
        return failure.getCause() == null ? saying(failure) : saying(failure.getCause());
    }

    private static String saying(Throwable failure) {
        String said = Plain.line(String.valueOf(failure.getMessage()), MOST_SHOWN);
        return said.isBlank() || said.equals("null") ? "" : ", saying: " + said;
    }
}
