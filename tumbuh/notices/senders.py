"""The ways out of the house behind one interface. Which one serves a channel is chosen in config (NOTICE_SENDERS)."""

from dataclasses import dataclass
from typing import Protocol, cast
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string

from tumbuh.notices.rules import Channel


@dataclass(frozen=True)
class Message:
    """One notice for one address. `key` is the same however often it is tried: a sender that knows it sends once."""

    key: str
    address: str
    title: str
    body: str
    short: str  # at most 160 signs
    url: str


class NotSentError(Exception):
    """The sender certainly did not take the message; it may be tried again."""


class Sender(Protocol):
    """Sends one message, or raises NotSentError."""

    available: bool  # whether anything at all leaves by it
    repeatable: bool  # whether the same key twice is one message for who receives it

    def send(self, message: Message) -> str:
        """Return what the sender calls the message. Raises: NotSentError."""
        ...


class NullSender:
    """No way out: until the city has a gateway, notices stay in the inbox."""

    available = False
    repeatable = True

    def send(self, message: Message) -> str:
        """Refuse. Raises: NotSentError."""
        raise NotSentError("Belum ada gerbang untuk saluran ini.")


class EmailSender:
    """Mail through Django's backend. The message's id is its key, which mail programs show once."""

    available = True
    repeatable = False

    def send(self, message: Message) -> str:
        """Return the message's id. Raises: NotSentError."""
        name = f"<{message.key}@tumbuh>"
        mail = EmailMessage(
            subject=message.title,
            body=f"{message.body or message.title}\n\n{message.url}\n",
            to=[message.address],
            headers={"Message-ID": name, "Auto-Submitted": "auto-generated"},
        )
        try:
            mail.send()
        except ConnectionRefusedError as error:  # nobody listened; after any other fault it may have been taken
            raise NotSentError("Peladen surel tidak menjawab.") from error
        return name


def sender_of(channel: Channel) -> Sender:
    """Return the sender of a channel as the installation has it."""
    return cast("Sender", import_string(settings.NOTICE_SENDERS[channel.value])())


def available_channels() -> list[Channel]:
    """Return the channels by which something can leave."""
    return [channel for channel in Channel if sender_of(channel).available]


def page_url(path: str) -> str:
    """Return the full address of one of our pages."""
    return urljoin(settings.PUBLIC_URL, path)
