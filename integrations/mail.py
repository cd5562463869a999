"""Mail: notifications and outward mails through an SMTP server."""

import smtplib
import ssl
from collections.abc import Iterable, Sequence
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from html import escape
from typing import Literal, Protocol

from pydantic import SecretStr

from domain.errands import SendingError
from domain.language import Text, language_of
from domain.mails import Letter, is_mail_address
from domain.notifications.channel import Addressee, Message
from domain.statistics.picturing import picture_of
from integrations.figures import in_html, in_plain_words

_WAIT = 20.0  # seconds for any one answer of the server
_PERMANENT = 500  # from this reply code on, trying again does not help
_POLICY = policy.SMTP
_OPEN = Text("在 Bokeh 中查看", "Open in Bokeh")
_SENDER_NAME = "Bokeh"
NEEDS = ("smtp_host", "smtp_from")

Tls = Literal["starttls", "tls", "none"]


class MailSettings(Protocol):
    """The settings this channel reads."""

    smtp_host: str
    smtp_port: int
    smtp_username: str
    smtp_password: SecretStr
    smtp_from: str
    smtp_tls: Tls
    public_url: str


def open_channel(settings: MailSettings) -> "Mail | None":
    """Mail, when a server and a sender's address are set."""
    if not settings.smtp_host or not is_mail_address(settings.smtp_from):
        return None
    return Mail(settings)


class Mail:
    """A channel, and what posts outward mails. Each mail has a connection of its own."""

    name = "mail"
    way = "mail"

    def __init__(self, settings: MailSettings, *, wait: float = _WAIT) -> None:
        self._settings = settings
        self._wait = wait
        self._domain = settings.smtp_from.rpartition("@")[2]

    def can_reach(self, person: Addressee) -> bool:
        return person.email is not None and is_mail_address(person.email)

    def send(self, message: Message) -> None:
        """Send a notification as text and HTML, with a link to what it is about."""
        assert message.to.email is not None  # noqa: S101 - only those it can reach are sent to
        mail = self._envelope(f"notice-{message.id}", message.title)
        mail["To"] = _address(message.to.name, message.to.email)
        if message.is_urgent:
            mail["Importance"] = "high"
        link = self._settings.public_url.rstrip("/") + message.url if message.url else None
        opening = _OPEN.in_(language_of(message.to.language))
        said = [message.title, message.text, *map(in_plain_words, message.figures), link]
        mail.set_content("\n\n".join(filter(None, said)), cte="quoted-printable")
        figures = [f"figure-{place}@{self._domain}" for place in range(len(message.figures))]
        below = "".join(
            in_html(shown, id) for shown, id in zip(message.figures, figures, strict=True)
        )
        page = _html(message.title, message.text, below, link, opening)
        mail.add_alternative(page, subtype="html", cte="quoted-printable")
        _add_pictures(mail, message, figures)
        self._hand_over(mail, [message.to.email])

    def post(self, letter: Letter) -> None:
        """Send an outward mail with its files."""
        mail = self._envelope(f"mail-{letter.id}", letter.subject)
        mail["To"] = tuple(_address("", each) for each in letter.recipients)
        mail.set_content(letter.body, cte="quoted-printable")
        for each in letter.enclosed:
            main, _, sub = each.media_type.partition("/")
            is_known = main.isalnum() and sub.replace("-", "").replace(".", "").isalnum()
            kind = (main, sub) if is_known else ("application", "octet-stream")
            name = _one_line(each.name)
            mail.add_attachment(each.data, maintype=kind[0], subtype=kind[1], filename=name)
        self._hand_over(mail, letter.recipients)

    def _envelope(self, id: str, subject: str) -> EmailMessage:
        """A mail's head; the same id at every attempt lets mail programs show it once."""
        mail = EmailMessage(_POLICY)
        mail["Subject"] = _one_line(subject)
        mail["From"] = _address(_SENDER_NAME, self._settings.smtp_from)
        mail["Message-ID"] = f"<{id}@{self._domain}>"
        mail["Auto-Submitted"] = "auto-generated"
        return mail

    def _hand_over(self, mail: EmailMessage, recipients: Iterable[str]) -> None:
        try:
            with self._connection() as server:
                refused = server.send_message(mail, self._settings.smtp_from, list(recipients))
        except smtplib.SMTPRecipientsRefused as refusal:
            codes = {address: code for address, (code, _) in refusal.recipients.items()}
            is_final = all(code >= _PERMANENT for code in codes.values())
            raise SendingError(f"refused: {codes}", is_final=is_final) from None
        except smtplib.SMTPAuthenticationError as wrong:
            raise SendingError(f"the mail server refused the sign-in: {wrong.smtp_code}") from None
        except smtplib.SMTPResponseException as answer:
            said = bytes(answer.smtp_error) if isinstance(answer.smtp_error, bytes) else b""
            reason = f"{answer.smtp_code} {said.decode('utf-8', 'replace')}"
            raise SendingError(reason, is_final=answer.smtp_code >= _PERMANENT) from None
        except (OSError, smtplib.SMTPException) as broken:
            raise SendingError(f"{type(broken).__name__}: {broken}") from None
        if refused:
            raise SendingError(f"not sent to {', '.join(refused)}", is_final=True)

    def _connection(self) -> smtplib.SMTP:
        """A connection that is signed in; an unencrypted one only where settings say so."""
        settings = self._settings
        where = (settings.smtp_host, settings.smtp_port, self._domain)
        if settings.smtp_tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                *where, timeout=self._wait, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(*where, timeout=self._wait)
        try:
            if settings.smtp_tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_username:
                server.login(settings.smtp_username, settings.smtp_password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server


def _address(name: str, address: str) -> Address:
    return Address(_one_line(name), addr_spec=address)


def _one_line(words: str) -> str:
    """Words as a header takes them: nothing in them can begin another header."""
    plain = "".join(each if each.isprintable() else " " for each in words)
    return " ".join(plain.split())


def _add_pictures(mail: EmailMessage, message: Message, ids: Sequence[str]) -> None:
    """The charts as pictures within the page: they are shown where mail programs show pictures."""
    page = next(each for each in mail.iter_parts() if each.get_content_subtype() == "html")
    assert isinstance(page, EmailMessage)  # noqa: S101 - the alternative just added
    language = language_of(message.to.language)
    for shown, id in zip(message.figures, ids, strict=True):
        if shown.chart is not None:
            picture = picture_of(shown.chart, language)
            page.add_related(picture, "image", "png", cid=f"<{id}>", filename="chart.png")


def _html(title: str, text: str, below: str, link: str | None, opening: str) -> str:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    way = f'<p><a href="{escape(link)}">{escape(opening)}</a></p>' if link else ""
    return (
        f"<!doctype html><html><body><h3>{escape(title)}</h3>{paragraphs}{below}{way}</body></html>"
    )
