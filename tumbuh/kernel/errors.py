"""The one family of refusals. Anything else that is raised is a bug."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """
    Something we decline on purpose, with a message its reader can act on.

    The message is plain Bahasa Indonesia, because it is shown as it is at every door.
    `code` is stable and is for programs.
    """

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotAllowed(Refused):
    """The person lacks the permission for this act."""

    code = "not_allowed"


class NotStorable(Refused):
    """Something sent is too long, too large, or holds a sign that the database cannot keep."""

    code = "not_storable"

    def __init__(self) -> None:
        super().__init__(
            "Ada isian yang terlalu panjang, terlalu besar, atau memuat tanda yang tidak dapat disimpan. "
            "Tidak ada yang berubah; perbaiki lalu kirim lagi."
        )


class UnreadableFile(Refused):
    """The file cannot be read as a table."""

    code = "unreadable_file"
