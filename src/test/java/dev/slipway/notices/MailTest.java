package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.slipway.model.NoticeTarget.Email;
import dev.slipway.model.NoticeTarget.Encryption;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches mailboxes, and what is made of servers that will not take it. */
class MailTest {
    private static final String HERE = "127.0.0.1";

    private final Path folder;
    private final Office office;

    MailTest(@TempDir Path folder) {
        this.folder = folder;
        this.office = new Office(folder);
    }

    private String told(Email mail) {
        Outbox outbox = office.outbox(mail);
        outbox.put(Office.notice("k1"));
        return Office.why(Office.fate(outbox));
    }

    private Email withLogin(int port, Encryption encryption) {
        office.set("SMTP_PASSWORD", "correct horse");
        return Office.mail(port, encryption, "slipway", Office.env("SMTP_PASSWORD"), "team@example.org");
    }

    @Test
    void aMailboxHasTheWholeStory() throws Exception {
        GreenMail mail = new GreenMail(new ServerSetup(0, HERE, ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            Outbox outbox = office.outbox(
                    Office.mail(mail.getSmtp().getPort(), Encryption.NONE, "team@example.org", "ops@example.org"));
            outbox.put(Office.notice(
                    "k",
                    "degraded",
                    "Müller’s backend\r\nBcc: all@example.org is degraded",
                    List.of("größer ✗", "  at 1")));
            assertThat(Office.why(Office.fate(outbox))).isEqualTo("sent: ");
            assertThat(mail.getReceivedMessages()).hasSize(2);
            MimeMessage message = mail.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("[Slipway] Müller’s backend Bcc: all@example.org is degraded");
            assertThat(message.getHeader("Subject", null)).isASCII().doesNotContain("\nBcc");
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(message.getContent().toString().lines())
                    .containsExactly(
                            "Müller’s backend Bcc: all@example.org is degraded",
                            "",
                            "größer ✗",
                            "  at 1",
                            "",
                            "-- ",
                            "Slipway, pipeline demo, run 20260314-023000-abcd");
            assertThat(message.getContentType()).isEqualTo("text/plain; charset=UTF-8");
            assertThat(message.getHeader("From", null)).isEqualTo("slipway@example.org");
            assertThat(message.getHeader("To", null)).isEqualTo("team@example.org, ops@example.org");
            assertThat(message.getHeader("Message-ID", null)).matches("<slipway\\.[0-9a-f]{24}@example\\.org>");
            assertThat(message.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
            assertThat(message.getHeader("List-Id", null)).isEqualTo("Slipway <demo.slipway.example.org>");
            assertThat(message.getHeader("X-Slipway-Kind", null)).isEqualTo("degraded");
            assertThat(message.getSentDate()).isEqualTo(Office.START);
        } finally {
            mail.stop();
        }
    }

    @Test
    void aRefusedLoginIsTold() {
        GreenMail mail = new GreenMail(new ServerSetup(0, HERE, ServerSetup.PROTOCOL_SMTP));
        mail.start();
        try {
            mail.getUserManager().setAuthRequired(true);
            mail.setUser("team@example.org", "slipway", "another password");
            assertThat(told(withLogin(mail.getSmtp().getPort(), Encryption.NONE)))
                    .startsWith("waits: the mail server localhost:"
                            + mail.getSmtp().getPort() + " refused the login of 'slipway', saying: 535 ")
                    .doesNotContain("correct horse");
            mail.setUser("team@example.org", "slipway", "correct horse");
            office.clock.pass(Duration.ofDays(1));
            assertThat(Office.why(
                            Office.fate(office.outbox(withLogin(mail.getSmtp().getPort(), Encryption.NONE)))))
                    .isEqualTo("sent: ");
            assertThat(mail.getReceivedMessages()).hasSize(1);
        } finally {
            mail.stop();
        }
    }

    @Test
    void aCertificateOfNobodysIsRefused() {
        GreenMail mail = new GreenMail(new ServerSetup(0, HERE, ServerSetup.PROTOCOL_SMTPS));
        mail.start();
        try {
            assertThat(told(withLogin(mail.getSmtps().getPort(), Encryption.TLS)))
                    .startsWith("waits: the certificate of localhost is not trusted: ")
                    .endsWith("Maybe name the file with your company's authority in SSL_CERT_FILE.");
            assertThat(mail.getReceivedMessages()).isEmpty();
        } finally {
            mail.stop();
        }
    }

    @Test
    void tlsWithAnAuthorityOfOnesOwn() throws Exception {
        Authority authority = Authority.of(folder, "dns:localhost,ip:127.0.0.1");
        office.set("SSL_CERT_FILE", authority.certificate().toString());
        try (MailServer server = MailServer.tls(authority)) {
            assertThat(told(withLogin(server.port(), Encryption.TLS))).isEqualTo("sent: ");
            assertThat(server.messages).hasSize(1);
            assertThat(server.commands).anyMatch(line -> line.startsWith("AUTH "));
        }
    }

    @Test
    void nothingIsReadableBeforeTheServerTurnsToTls() throws Exception {
        Authority authority = Authority.of(folder, "dns:localhost,ip:127.0.0.1");
        office.set("SSL_CERT_FILE", authority.certificate().toString());
        try (MailServer server = MailServer.startTls(authority)) {
            assertThat(told(withLogin(server.port(), Encryption.STARTTLS))).isEqualTo("sent: ");
            assertThat(server.messages).hasSize(1);
            assertThat(server.readable).hasSize(2).last().isEqualTo("STARTTLS");
            assertThat(server.commands).anyMatch(line -> line.startsWith("AUTH "));
        }
    }

    @Test
    void aServerThatNeverTurnsToTlsIsToldNothing() throws Exception {
        try (MailServer server = MailServer.plain()) {
            assertThat(told(withLogin(server.port(), Encryption.STARTTLS)))
                    .startsWith("waits: the message cannot be sent by the mail server localhost:" + server.port())
                    .contains("STARTTLS is required");
            assertThat(server.commands).noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
            assertThat(server.messages).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        Authority authority = Authority.of(folder, "dns:mail.example.org");
        office.set("SSL_CERT_FILE", authority.certificate().toString());
        try (MailServer server = MailServer.tls(authority);
                MailServer turning = MailServer.startTls(authority)) {
            assertThat(told(withLogin(server.port(), Encryption.TLS)))
                    .startsWith("waits: the certificate of localhost is not one for this host: ");
            assertThat(Office.why(Office.fate(new Office(folder.resolve("2"))
                            .sending(withLogin(turning.port(), Encryption.STARTTLS), office))))
                    .startsWith("waits: the certificate of localhost is not one for this host: ");
            assertThat(turning.commands).noneMatch(line -> line.startsWith("AUTH"));
        }
    }

    @Test
    void whoIsUnknownDoesNotKeepItFromTheOthers() throws Exception {
        try (MailServer server = MailServer.plain()) {
            server.answering("RCPT TO:<gone@", "550 5.1.1 no such user");
            Outbox outbox =
                    office.outbox(Office.mail(server.port(), Encryption.NONE, "gone@example.org", "team@example.org"));
            outbox.put(Office.notice("k"));
            assertThat(Office.why(Office.fate(outbox)))
                    .isEqualTo("sent: the mail server localhost:" + server.port()
                            + " took it, but not for gone@example.org, saying: 550 5.1.1 no such user");
            assertThat(server.messages).hasSize(1);
            assertThat(outbox.waiting()).isEmpty();
        }
    }

    @Test
    void aRefusedRecipientIsTold() throws Exception {
        try (MailServer server = MailServer.plain()) {
            server.answering("RCPT", "550 5.1.1 no such user");
            assertThat(told(Office.mail(server.port(), Encryption.NONE, "gone@example.org")))
                    .isEqualTo("waits: the mail server localhost:" + server.port()
                            + " refused the message for gone@example.org, saying: 550 5.1.1 no such user");
        }
    }

    @Test
    void aServerThatWantsItLaterGetsItLater() throws Exception {
        try (MailServer server = MailServer.plain()) {
            server.answering("RCPT", "450 4.2.0 greylisted");
            Outbox outbox = office.outbox(Office.mail(server.port(), Encryption.NONE, "team@example.org"));
            outbox.put(Office.notice("k"));
            assertThat(Office.fate(outbox))
                    .isEqualTo(new Delivery.Fate.Waits(
                            "the mail server localhost:" + server.port()
                                    + " refused the message for team@example.org, saying: 450 4.2.0 greylisted",
                            Office.START.plus(Duration.ofMinutes(1))));
            server.answering("RCPT", "250 now");
            office.clock.pass(Duration.ofMinutes(1));
            assertThat(Office.fate(outbox)).isEqualTo(new Delivery.Fate.Sent(""));
        }
    }

    @Test
    void aRefusedSenderIsTold() throws Exception {
        try (MailServer server = MailServer.plain()) {
            server.answering("MAIL", "553 5.7.1 \u001b[31mnot yours");
            assertThat(told(Office.mail(server.port(), Encryption.NONE, "team@example.org")))
                    .isEqualTo("waits: the mail server localhost:" + server.port()
                            + " refused the message, saying: 553 5.7.1 not yours");
        }
    }

    @Test
    void aServerThatHangsTakesNoLongerThanItMay() throws Exception {
        for (String moment : List.of("CONNECT", "EHLO", "MAIL", "MESSAGE")) {
            try (MailServer server = MailServer.plain()) {
                server.answering(moment, "hang");
                Outbox outbox = new Office(folder.resolve(moment))
                        .impatient()
                        .sending(Office.mail(server.port(), Encryption.NONE, "team@example.org"), office);
                assertThat(Office.fate(outbox)).as(moment).isInstanceOf(Delivery.Fate.Waits.class);
            }
        }
    }

    @Test
    void whileTheServerIsGoneItWaitsAndThenIsSentOnce() throws Exception {
        int port;
        try (MailServer server = MailServer.plain()) {
            port = server.port();
        }
        Outbox outbox = office.outbox(Office.mail(port, Encryption.NONE, "team@example.org"));
        outbox.put(Office.notice("k"));
        assertThat(Office.why(Office.fate(outbox)))
                .startsWith("waits: no connection to the mail server localhost:" + port);
        office.clock.pass(Duration.ofHours(1));
        try (MailServer server = MailServer.plain(port)) {
            assertThat(Office.fate(outbox)).isEqualTo(new Delivery.Fate.Sent(""));
            outbox.put(Office.notice("k"));
            assertThat(Office.deliver(outbox)).isEmpty();
            assertThat(server.messages).hasSize(1);
        }
    }
}
