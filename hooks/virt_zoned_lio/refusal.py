"""How this program refuses: one error that says act, object, found and expected, and perhaps a remedy."""

from typing import Optional


class Refusal(Exception):
    """Something that is not done, in words for whoever types ``virsh start``.

    :param message: one line: the act, the object, what was found, what was expected
    :param remedy: what the user can do about it, a line of its own
    """

    def __init__(self, message: str, remedy: Optional[str] = None) -> None:
        super().__init__(message)
        self.message = one_line(message)
        self.remedy = None if remedy is None else one_line(remedy)

    def __str__(self) -> str:
        return self.message if self.remedy is None else self.message + "\n" + self.remedy


def one_line(text: str) -> str:
    """The text without what would end a line or move a terminal's cursor."""
    return "".join(character if character.isprintable() else "?" for character in text)
