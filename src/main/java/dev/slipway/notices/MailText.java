package dev.slipway.notices;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * A notice as a message of plain text. Its Message-ID follows from the notice, so that a second copy of it is known for
 * one; answering machines and list software are told that no person has written it (RFC 3834, RFC 2919).
 */
final class MailText {
    private static final int SUBJECT = 200;
    private static final int HEADER = 200;

    private MailText() {}

    static MimeMessage of(Session session, List<String> to, String from, Notice notice) throws MessagingException {
        String sender = from.substring(from.indexOf('@') + 1);
        MimeMessage message = new Identified(
                session, "<slipway." + Digest.of(notice.pipeline() + "\0" + notice.key()) + "@" + sender + ">");
        message.setFrom(new InternetAddress(from, true));
        for (String address : to) {
            message.addRecipient(RecipientType.TO, new InternetAddress(address, true));
        }
        message.setSubject(Plain.line("[Slipway] " + notice.headline(), SUBJECT), "UTF-8");
        message.setSentDate(Date.from(notice.at()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("List-Id", "Slipway <" + word(notice.pipeline()) + ".slipway." + sender + ">");
        message.setHeader("X-Slipway-Kind", word(notice.kind()));
        if (!notice.run().isEmpty()) {
            message.setHeader("X-Slipway-Run", word(notice.run()));
        }
        message.setText(body(notice), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    private static String body(Notice notice) {
        List<String> lines = new ArrayList<>();
        lines.add(notice.headline());
        lines.add("");
        lines.addAll(notice.lines());
        lines.add("");
        lines.add("-- ");
        lines.add("Slipway, pipeline " + notice.pipeline() + (notice.run().isEmpty() ? "" : ", run " + notice.run()));
        return String.join("\n", lines) + "\n";
    }

    /** What may stand in a header as it is. */
    private static String word(String text) {
        String kept = text.replaceAll("[^A-Za-z0-9_.-]", "-");
        return kept.length() <= HEADER ? kept : kept.substring(0, HEADER);
    }

    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
