"""How this program refuses: one error that says act, object, found and expected, and perhaps a remedy."""

import re
from typing import Optional

_PLAIN = re.compile(r"[A-Za-z0-9_/.=@%+,:-]+", re.ASCII)


class Refusal(Exception):
    """Something that is not done, in words for whoever types ``virsh start``.

    :param message: one line: the act, the object, what was found, what was expected
    :param remedy: what the user can do about it, a line of its own
    :param may_pass: whether the host may be different when the guest starts: a disk is mounted now, a daemon is stopped
    :param when_attaching: what the user can do instead while attaching the device, as long as the domain does not have it
    """

    def __init__(
        self, message: str, remedy: Optional[str] = None, may_pass: bool = False, when_attaching: Optional[str] = None
    ) -> None:
        super().__init__(message)
        self.message = one_line(message)
        self.remedy = None if remedy is None else one_line(remedy)
        self.may_pass = may_pass
        self.when_attaching = None if when_attaching is None else one_line(when_attaching)

    def __str__(self) -> str:
        return self.message if self.remedy is None else self.message + "\n" + self.remedy


def shell_word(text: str) -> str:
    """A word of a command that a remedy names, as it is typed in a shell."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"


def refusal_of(error: OSError) -> Refusal:
    """The refusal that says a failure of the host's, which no rule foresees."""
    return Refusal(f"Cannot use {error.filename or 'the host'}: {error.strerror or error}.")


def one_line(text: str) -> str:
    """The text with a question mark for each character that must not be printed, such as one that moves the cursor."""
    return "".join(character if is_printable(character) else "?" for character in text)


def is_printable(character: str) -> bool:
    """Whether a character of a name or value from outside is printed. The library has the same rule: ``Printable``."""
    if character.isprintable():
        return True
    import unicodedata  # pylint: disable=import-outside-toplevel

    return unicodedata.category(character) == "Zs"
