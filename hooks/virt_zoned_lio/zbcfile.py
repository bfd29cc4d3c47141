"""The file of a ZBC disk that tcmu-runner emulates, read as its handler reads it (tcmu-runner, file_zbc.c).

The handler formats a file again, and all zones are lost, where it does not find it whole (zbc_check_meta). So it is looked at
before it gets there.
"""

import os
import stat
import struct
from typing import BinaryIO, NamedTuple, Optional

from virt_zoned_lio.devices import ZbcGeometry
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.words import size_text

# struct zbc_meta: magic, model, capacity, lba_size, zone_size, nr_zones, nr_conv_zones, nr_open_zones, nr_imp_open, nr_exp_open.
_META = struct.Struct("=IIQ7I4x")
# struct zbc_zone: start, len, wp, type, cond, non_seq, reset.
_ZONE = struct.Struct("=QQQBBBB36x")
_MAGIC = 0x555A4243  # "UZBC"
_MODELS = {0x14: "host-managed", 0x00: "host-aware"}
_CONVENTIONAL, _SEQUENTIAL_REQUIRED, _SEQUENTIAL_PREFERRED = 1, 2, 3
_NOT_WRITE_POINTER = 0
# The handler's mmap: 64 KiB on some processors.
_FORMATTED = "It was left as it is; tcmu-runner would format it, and what it holds would be lost."
_OTHER = "It was left as it is. Put the right file in its place, or detach it and attach it with its own geometry."
_OTHER_WHEN_ATTACHING = "It was left as it is. Name another file, or give the geometry of this one."
_ALIGNMENT = os.sysconf("SC_PAGESIZE")


class _Meta(NamedTuple):
    magic: int
    model: int
    capacity: int
    lba_size: int
    zone_size: int
    zones: int
    conventional_zones: int
    open_zones: int
    implicitly_open: int
    explicitly_open: int


class NotWhole(Exception):
    """What makes the handler format a file, or what is not as asked for, in words that go on from 'it'."""

    def __init__(self, words: str, remedy: str = _FORMATTED, when_attaching: Optional[str] = None) -> None:
        super().__init__(words)
        self.remedy = remedy
        self.when_attaching = when_attaching


def metadata_bytes(zones: int) -> int:
    """The length of the part of the file before the disk's data, in bytes."""
    length = _META.size + zones * _ZONE.size
    return -(-length // _ALIGNMENT) * _ALIGNMENT


def require_whole(path: str, geometry: ZbcGeometry, act: str) -> None:
    """Refuses a file that is not a whole ZBC file of just that geometry.

    :param act: what is refused: ``Cannot give … to …``
    :raises Refusal: saying what was found and what was expected
    """
    try:
        _require_file(os.lstat(path))
        with open(path, "rb", opener=_opener) as file:
            _check(file, geometry)
    except FileNotFoundError as error:
        raise Refusal(
            f"{act}: there is no file {path}.",
            "Mount the file system that it is on; or make it: virt-zoned-lio format.",
            may_pass=True,
        ) from error
    except NotWhole as error:
        raise Refusal(f"{act}: it {error}.", error.remedy, when_attaching=error.when_attaching) from error
    except OSError as error:
        raise Refusal(f"{act}: {os.strerror(error.errno or 0)}.") from error


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)


def _require_file(status: os.stat_result) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise NotWhole("is a symbolic link, expected the file itself", "Name the file that it leads to.")
    if not stat.S_ISREG(status.st_mode):
        raise NotWhole("is not a regular file")


def _check(file: BinaryIO, geometry: ZbcGeometry) -> None:
    status = os.fstat(file.fileno())
    # Something else may have come in its place since.
    _require_file(status)
    head = file.read(_META.size)
    if len(head) < _META.size or _META.unpack(head)[0] != _MAGIC:
        raise NotWhole("is not a ZBC file of tcmu-runner's (it does not begin with its magic number)")
    meta = _Meta(*_META.unpack(head))
    _check_meta(meta, geometry)
    expected = metadata_bytes(meta.zones) + meta.capacity * meta.lba_size
    if status.st_size != expected:
        raise NotWhole(f"has {status.st_size} bytes, expected {expected}")
    zones = file.read(meta.zones * _ZONE.size)
    if len(zones) != meta.zones * _ZONE.size:
        raise NotWhole("ends within its zones")
    for number, zone in enumerate(_ZONE.iter_unpack(zones)):
        _check_zone(number, zone, meta)


def _check_meta(meta: _Meta, geometry: ZbcGeometry) -> None:
    model = _MODELS.get(meta.model)
    if model is None or meta.lba_size not in (512, 4096) or not meta.zone_size or meta.zone_size & (meta.zone_size - 1):
        raise NotWhole("has metadata that tcmu-runner does not take")
    if meta.zones != -(-meta.capacity // meta.zone_size) or meta.conventional_zones >= meta.zones or meta.open_zones > meta.zones:
        raise NotWhole("has metadata that tcmu-runner does not take")
    for what, found, expected in (
        ("size", _text(meta.capacity * meta.lba_size), _text(geometry.size)),
        ("zone size", _text(meta.zone_size * meta.lba_size), _text(geometry.zone_size)),
        ("block size", str(meta.lba_size), str(geometry.block_size)),
        ("number of conventional zones", str(meta.conventional_zones), str(geometry.conventional_zones)),
        ("model", model, geometry.model),
        ("number of zones that can be open", str(meta.open_zones), str(geometry.open_zones)),
    ):
        if found != expected:
            raise NotWhole(f"is a ZBC file whose {what} is {found}, expected {expected}", _OTHER, _OTHER_WHEN_ATTACHING)


def _text(size: int) -> str:
    return size_text(size) if size else "0"


def _check_zone(number: int, zone: "tuple[int, ...]", meta: _Meta) -> None:
    start, length, _, kind, condition = zone[:5]
    sequential = _SEQUENTIAL_REQUIRED if _MODELS[meta.model] == "host-managed" else _SEQUENTIAL_PREFERRED
    if (
        kind not in (_CONVENTIONAL, sequential)
        or (kind == _CONVENTIONAL and condition != _NOT_WRITE_POINTER)
        or start % meta.zone_size
        or length > meta.zone_size
    ):
        raise NotWhole(f"has a broken zone, number {number}")
