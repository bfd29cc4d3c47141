"""The words by which the metadata of a domain say a device, read with suspicion: they come from outside."""

import re
from typing import Dict, NamedTuple, NoReturn, Optional, Tuple

_UNITS = {"B": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_SIZE = re.compile(r"([0-9]{1,19})([BKMGT])", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_WWPN = re.compile(r"naa\.[0-9a-f]{16}", re.ASCII)
_WWN = re.compile(r"0x[0-9a-f]{16}([0-9a-f]{16})?|[a-z0-9]+\.[0-9A-Za-z.-]+", re.ASCII)
_SERIAL = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?", re.ASCII)
_ADDRESS = re.compile(r"([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,9})", re.ASCII)

# Linux' PATH_MAX less its NUL.
_MAX_PATH_BYTES = 4095
_LONGEST_QUOTE = 80


class ScsiAddress(NamedTuple):
    """A SCSI address of the host, H:C:T:L."""

    host: int
    channel: int
    target: int
    lun: int

    def __str__(self) -> str:
        return f"{self.host}:{self.channel}:{self.target}:{self.lun}"


class MalformedWord(Exception):
    """A word that is not what it should be: ``size is 'many', expected …``."""


class Words:
    """The attributes of one ``<zoned:device>``. Each method raises MalformedWord for a value out of its range."""

    def __init__(self, words: Dict[str, str]) -> None:
        self._words = words

    def text(self, word: str) -> Optional[str]:
        return self._words.get(word)

    def name(self, word: str) -> Optional[str]:
        """1 to 16 letters, digits, ``_`` and ``-``."""
        return self._matching(word, _NAME, "1 to 16 letters, digits, '_' or '-'")

    def uuid(self, word: str) -> Optional[str]:
        return self._matching(word, _UUID, "a UUID")

    def wwpn(self, word: str) -> Optional[str]:
        """``naa.`` and 16 hex digits, as libvirt's schema wants it and LIO names its folder."""
        return self._matching(word, _WWPN, "naa. and 16 hex digits")

    def wwn(self, word: str) -> Optional[str]:
        return self._matching(word, _WWN, "0x and 16 or 32 hex digits, or an NVMe wwid")

    def serial(self, word: str) -> Optional[str]:
        return self._matching(word, _SERIAL, "1 to 64 printable ASCII characters")

    def address(self, word: str) -> Optional[ScsiAddress]:
        text = self._matching(word, _ADDRESS, "H:C:T:L")
        return None if text is None else ScsiAddress(*(int(number) for number in text.split(":")))

    def size(self, word: str) -> Optional[int]:
        """A size in bytes, from 1 to 2**63 - 1, written with a unit in powers of 1024."""
        text = self.text(word)
        if text is None:
            return None
        match = _SIZE.fullmatch(text)
        if match:
            size = int(match.group(1)) << _UNITS[match.group(2)]
            if 0 < size < 1 << 63:
                return size
        self.refuse(word, "a size with a unit, such as 64M")

    def number(self, word: str, least: int, most: int) -> Optional[int]:
        text = self.text(word)
        if text is None:
            return None
        if _NUMBER.fullmatch(text) and least <= int(text) <= most:
            return int(text)
        self.refuse(word, f"{least} to {most}")

    def flag(self, word: str) -> Optional[bool]:
        text = self.choice(word, ("yes", "no"))
        return None if text is None else text == "yes"

    def choice(self, word: str, choices: Tuple[str, ...]) -> Optional[str]:
        text = self.text(word)
        if text is not None and text not in choices:
            self.refuse(word, " or ".join(choices))
        return text

    def required(self, word: str) -> str:
        text = self.text(word)
        if text is None:
            raise MalformedWord(f"{word} is absent")
        return text

    def refuse(self, word: str, expected: str) -> NoReturn:
        raise MalformedWord(f"{word} is {quoted(self.required(word))}, expected {expected}")

    def _matching(self, word: str, form: "re.Pattern[str]", expected: str) -> Optional[str]:
        text = self.text(word)
        if text is not None and not form.fullmatch(text):
            self.refuse(word, expected)
        return text


def path_of(word: str, text: str) -> str:
    """An absolute path without ``.``, ``..`` and empty steps, and without control characters.

    :raises MalformedWord: if it is none
    """
    steps = text.split("/")
    if (
        not text.startswith("/")
        or len(text.encode(errors="surrogatepass")) > _MAX_PATH_BYTES
        or not text.isprintable()
        or any(step in ("", ".", "..") for step in steps[1:])
    ):
        raise MalformedWord(f"{word} is {quoted(text)}, expected an absolute path without '.', '..' and empty steps")
    return text


def quoted(text: str) -> str:
    """A value for a message, of a length that can be read."""
    return "'" + (text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…") + "'"


def size_text(size: int) -> str:
    """A size in bytes as its word says it: in the largest unit that divides it.

    :param size: 1 or more
    """
    for unit in ("T", "G", "M", "K"):
        if size % (1 << _UNITS[unit]) == 0:
            return f"{size >> _UNITS[unit]}{unit}"
    return f"{size}B"
