"""The words by which the metadata of a domain say a device, read with suspicion: they come from outside."""

import re
from typing import Dict, NamedTuple, NoReturn, Optional, Set, Tuple

_UNITS = {"B": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_SIZE = re.compile(r"0*([0-9]{1,19})(?:(B)|([KMGT])(?:iB)?)", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"0*([0-9]{1,10})", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}", re.ASCII)
# Those of what belongs to a device, and of the controllers that virtio-scsi disks share.
_RESERVED_NAME = re.compile(r"virtio-scsi(-[0-9]+)?|.*-(ctl|port|ns)", re.ASCII)
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_WWPN = re.compile(r"naa\.[0-9a-f]{16}", re.ASCII)
_WWN = re.compile(r"0x[0-9a-fA-F]{16}([0-9a-fA-F]{16})?|[a-z0-9]+\.[0-9A-Za-z.-]+", re.ASCII)
_SERIAL = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?", re.ASCII)
_ADDRESS = re.compile(r"([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,6}):([0-9]{1,9})", re.ASCII)

# Linux' PATH_MAX less its NUL.
_MAX_PATH_BYTES = 4095
# U+FFFD, and halves of a pair, stand for bytes that a decoder could not read: another file would be meant.
_NOT_IN_OBJECT_NAMES = re.compile("[\0-\x1f\x7f-\x9f]")
_NOT_IN_PATHS = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
_YES, _NO = ("yes", "on", "true"), ("no", "off", "false")
_MOST = (1 << 31) - 1
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
    """The attributes of one ``<zoned:device>``. Each method raises MalformedWord for a value out of its range.

    The library's ``DeviceReader`` reads the same record: neither may accept what the other refuses.
    """

    def __init__(self, words: Dict[str, str]) -> None:
        self._words = words
        self._known: Set[str] = set()

    def text(self, word: str) -> Optional[str]:
        self._known.add(word)
        return self._words.get(word)

    def refuse_unread(self) -> None:
        """Refuses a word that was not asked for, and one without a value."""
        for word, text in self._words.items():
            if not text:
                self.refuse(word, "a value")
            if word not in self._known:
                raise MalformedWord(f"{quoted(word)} is not a word of it")

    def name(self, word: str) -> Optional[str]:
        """1 to 16 letters, digits, ``_`` and ``-``."""
        name = self._matching(word, _NAME, "1 to 16 letters, digits, '_' or '-'")
        if name is not None and _RESERVED_NAME.fullmatch(name):
            self.refuse(word, "a name that is not 'virtio-scsi' and does not end with -ctl, -port or -ns")
        return name

    def object_name(self, word: str) -> Optional[str]:
        """The name of one of libvirt's pools or volumes."""
        text = self.text(word)
        if text is not None and ("/" in text or _NOT_IN_OBJECT_NAMES.search(text)):
            self.refuse(word, "a name without '/' and control characters")
        return text

    def uuid(self, word: str) -> Optional[str]:
        """In lower case."""
        text = self._matching(word, _UUID, "a UUID")
        return None if text is None else text.lower()

    def wwpn(self, word: str) -> Optional[str]:
        """``naa.`` and 16 hex digits, in lower case: LIO names its folder so."""
        text = self.text(word)
        if text is not None and not _WWPN.fullmatch(text.lower()):
            self.refuse(word, "naa. and 16 hex digits")
        return None if text is None else text.lower()

    def wwn(self, word: str) -> Optional[str]:
        """The hex digits in lower case."""
        text = self._matching(word, _WWN, "0x and 16 or 32 hex digits, or an NVMe wwid")
        return text.lower() if text is not None and text.startswith("0x") else text

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
        size = _size(text)
        if size is None:
            self.refuse(word, "a size with a unit, such as 64M")
        return size

    def block_size(self, word: str) -> Optional[int]:
        """A number of bytes up to 2**31 - 1, with or without a unit: ``4096``, ``4K``."""
        text = self.text(word)
        if text is None:
            return None
        match = _NUMBER.fullmatch(text)
        size = int(match.group(1)) if match else _size(text)
        if size is None or size > _MOST:
            self.refuse(word, "a number of bytes, such as 4096 or 4K")
        return size

    def number(self, word: str, least: int, most: int) -> Optional[int]:
        text = self.text(word)
        if text is None:
            return None
        match = _NUMBER.fullmatch(text)
        if match and least <= int(match.group(1)) <= most:
            return int(match.group(1))
        self.refuse(word, f"{least} to {most}")

    def flag(self, word: str) -> Optional[bool]:
        text = self.text(word)
        if text is not None and text not in _YES + _NO:
            self.refuse(word, "yes or no")
        return None if text is None else text in _YES

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
        raise MalformedWord(f"{word} is {quoted(self._words.get(word, ''))}, expected {expected}")

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
        or _NOT_IN_PATHS.search(text)
        or any(step in ("", ".", "..") for step in steps[1:])
    ):
        raise MalformedWord(f"{word} is {quoted(text)}, expected an absolute path without '.', '..' and empty steps")
    return text


def _size(text: str) -> Optional[int]:
    match = _SIZE.fullmatch(text)
    if not match:
        return None
    size = int(match.group(1)) << _UNITS[(match.group(2) or match.group(3)).upper()]
    return size if 0 < size < 1 << 63 else None


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
