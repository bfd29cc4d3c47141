"""An emulated NVMe namespace and its controller: the properties of QEMU's devices that follow from the recorded words.

The library's ``NvmeProperties`` writes them into the domain; ranges are those of its ``NvmeZnsDevice``.
"""

import re
from typing import Dict, List, NamedTuple, NoReturn, Optional, Tuple

from virt_zoned_lio.words import MalformedWord, Words, size_text

Properties = Tuple[Tuple[str, str], ...]
_SERIAL = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,18}[\x21-\x7e])?", re.ASCII)
_MOST = (1 << 31) - 1
_MAX_NSID = 256
_BLOCK_BYTES = 512
_MAX_BLOCK_BYTES = 2 << 20
_PAGE_BYTES = 4096
_DEFAULT_TRANSFER_BYTES = _PAGE_BYTES << 7
_MAX_TRANSFER_BYTES = _PAGE_BYTES << 19
_EXTENSION_BYTES = 64
_MAX_EXTENSION_BYTES = 255 * _EXTENSION_BYTES
_TEXTS = ("serial", "bus", "drive")
_TRUE = ("on", "yes", "true", "y")
_FALSE = ("off", "no", "false", "n")
# qemu_strtosz: the units of sizes, in powers of 1024.
_SIZE = re.compile(r"(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,19})(?:([BKMGTPE])(?:iB)?)?", re.ASCII | re.IGNORECASE)
_UNITS = "BKMGTPE"


class Nvme(NamedTuple):
    """What the record says of a namespace for QEMU.

    :param controller: the name of its controller
    :param serial: the controller's serial number
    :param nsid: the namespace's id on its controller
    :param of_controller: further properties of the device ``nvme``
    :param of_namespace: those of the device ``nvme-ns`` but its drive and id
    """

    controller: str
    serial: str
    nsid: int
    of_controller: Properties
    of_namespace: Properties


def read_nvme(words: Words, name: str, size: int) -> Nvme:
    """Read a namespace from its properties.

    :param name: of the device, which its controller has where none is recorded
    :param size: of the namespace in bytes
    :raises MalformedWord: if a word is absent or out of its range
    """
    words.required("uuid")
    words.required("nsid")
    block = _or(words.block_size("logical-block-size"), _BLOCK_BYTES)
    physical = _or(words.block_size("physical-block-size"), block)
    for word, value, least in (("logical-block-size", block, _BLOCK_BYTES), ("physical-block-size", physical, block)):
        if value & (value - 1) or not least <= value <= _MAX_BLOCK_BYTES:
            _refuse(word, str(value), f"a power of two from {least} to {_MAX_BLOCK_BYTES}")
    _require_multiple("size", size, block)
    properties = [
        ("uuid", words.uuid("uuid") or ""),
        ("logical_block_size", str(block)),
        ("physical_block_size", str(physical)),
    ]
    if words.flag("zoned") is not False:
        properties += _zones(words, size, block)
    serial = words.required("serial")
    if not _SERIAL.fullmatch(serial):
        words.refuse("serial", "1 to 20 printable ASCII characters")
    return Nvme(
        words.name("controller") or name,
        serial,
        words.number("nsid", 1, _MAX_NSID) or 0,
        tuple(_controller(words)),
        tuple(properties),
    )


def _controller(words: Words) -> List[Tuple[str, str]]:
    properties = []
    transfer, append = words.size("max-transfer"), words.size("append-limit")
    for word, name, length in (("max-transfer", "mdts", transfer), ("append-limit", "zoned.zasl", append)):
        if length is not None:
            if length & (length - 1) or not _PAGE_BYTES < length <= _MAX_TRANSFER_BYTES:
                _refuse(word, size_text(length), f"a power of two from 8K to {size_text(_MAX_TRANSFER_BYTES)}")
            properties.append((name, str((length // _PAGE_BYTES).bit_length() - 1)))
    if append is not None and append > (transfer or _DEFAULT_TRANSFER_BYTES):
        _refuse("append-limit", size_text(append), "at most max-transfer")
    if words.flag("auto-transition") is False:
        properties.append(("zoned.auto_transition", "off"))
    return properties


def _zones(words: Words, size: int, block: int) -> List[Tuple[str, str]]:
    words.required("zone-size")
    zone_size = words.size("zone-size") or 0
    capacity = words.size("zone-capacity") or zone_size
    max_open = words.number("max-open", 0, _MOST) or 0
    max_active = words.number("max-active", 0, _MOST) or 0
    if capacity > zone_size:
        _refuse("zone-capacity", size_text(capacity), f"at most the zone size, {size_text(zone_size)}")
    _require_multiple("zone-size", zone_size, block)
    _require_multiple("zone-capacity", capacity, block)
    _require_multiple("size", size, zone_size)
    for word, number, most in (
        ("max-open", max_open, max_active or size // zone_size),
        ("max-open", max_open, size // zone_size),
        ("max-active", max_active, size // zone_size),
    ):
        if number > most:
            _refuse(word, str(number), f"at most {most}")
    properties = [
        ("zoned", "on"),
        ("zoned.zone_size", str(zone_size)),
        ("zoned.zone_capacity", str(capacity)),
        ("zoned.max_open", str(max_open)),
        ("zoned.max_active", str(max_active)),
    ]
    if words.flag("cross-read"):
        properties.append(("zoned.cross_read", "on"))
    extension = words.block_size("descriptor-extension") or 0
    if extension > _MAX_EXTENSION_BYTES or extension % _EXTENSION_BYTES:
        _refuse("descriptor-extension", str(extension), f"0 to {_MAX_EXTENSION_BYTES}, a multiple of {_EXTENSION_BYTES}")
    if extension:
        properties.append(("zoned.descr_ext_size", str(extension)))
    return properties + _random_write_areas(words, block, max_active)


def _random_write_areas(words: Words, block: int, max_active: int) -> List[Tuple[str, str]]:
    count = words.number("random-write-areas", 1, _MOST)
    size = words.size("random-write-area-size")
    flush = words.size("random-write-flush")
    if count is None and size is None and flush is None:
        return []
    if count is None or size is None:
        raise MalformedWord("random-write-areas and random-write-area-size are not both there")
    if max_active and count > max_active:
        _refuse("random-write-areas", str(count), f"at most max-active, {max_active}")
    step = flush or block
    if size % block or step % block or size % step:
        _refuse("random-write-area-size", size_text(size), f"a multiple of {step} and of the logical block size")
    properties = [("zoned.numzrwa", str(count)), ("zoned.zrwas", str(size))]
    return properties + ([] if flush is None else [("zoned.zrwafg", str(flush))])


def difference(expected: Properties, found: Dict[str, str]) -> Optional[Tuple[str, str, str]]:
    """The first property that QEMU would be given another value for: its name, that value, the expected one.

    :param found: properties as the domain's XML says them; those that are neither expected nor of zones do not count
    """
    wanted = dict(expected)
    for name in [*wanted, *(name for name in found if name.startswith("zoned") and name not in wanted)]:
        texts = wanted.get(name, ""), found.get(name, "")
        if texts[0] != texts[1] and (name in _TEXTS or _value(texts[0]) != _value(texts[1])):
            return name, found.get(name, "(none)"), wanted.get(name, "none")
    return None


def _value(text: str) -> object:
    """The value that QEMU reads: ``16M`` is ``16777216``, ``true`` is ``on``."""
    lower = text.lower()
    if lower in _TRUE or lower in _FALSE:
        return lower in _TRUE
    match = _SIZE.fullmatch(text)
    if not match:
        return lower
    return int(match.group(1), 16 if lower.startswith("0x") else 10) << 10 * _UNITS.index((match.group(2) or "B").upper())


def _or(number: Optional[int], otherwise: int) -> int:
    return otherwise if number is None else number


def _require_multiple(word: str, size: int, unit: int) -> None:
    if size % unit:
        _refuse(word, size_text(size), f"a multiple of {unit}")


def _refuse(word: str, found: str, expected: str) -> NoReturn:
    raise MalformedWord(f"{word} is '{found}', expected {expected}")
