"""Gateways of the tests: one that takes all, one that is closed, one that breaks in the middle."""

from typing import ClassVar

from tumbuh.notices.senders import Message, NotSentError


class Taking:
    available = True
    repeatable = True
    taken: ClassVar[list[Message]] = []

    def send(self, message: Message) -> str:
        self.taken.append(message)
        return f"nomor-{len(self.taken)}"


class Closed(Taking):
    def send(self, message: Message) -> str:
        raise NotSentError("Gerbang tutup.")


class Breaking(Taking):
    repeatable = False

    def send(self, message: Message) -> str:
        self.taken.append(message)
        raise TimeoutError
