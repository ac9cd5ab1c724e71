"""Mail: whether it can be sent, and sending it."""

import smtplib
from email.message import EmailMessage

from app.settings import Mail

PATIENCE_SECONDS = 10


class MailUnavailable(Exception):
    """There is no way to send mail, or the server refuses."""


def told(mail: Mail) -> dict[str, object]:
    """What may be said of the settings: never a user, never a password."""
    return {"configured": mail.configured, "ssl": mail.ssl, "port": mail.port}


def send(mail: Mail, to: str, subject: str, text: str) -> None:
    """Sends one message."""
    if not mail.configured:
        raise MailUnavailable("no SMTP user and password were given")
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = mail.username, to, subject
    message.set_content(text)
    connect = smtplib.SMTP_SSL if mail.ssl else smtplib.SMTP
    try:
        with connect(mail.host, mail.port, timeout=PATIENCE_SECONDS) as server:
            server.login(mail.username, mail.password)
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnavailable(f"{mail.host}:{mail.port}: {type(error).__name__}") from error
