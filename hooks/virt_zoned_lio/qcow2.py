"""The header of a qcow2 image (docs/interop/qcow2 in QEMU's source).

The library reads it in the same way: ``Qcow2Header`` in its package ``host``.
"""

import os
import struct
from typing import NamedTuple, Optional

_MAGIC = b"QFI\xfb"
_VERSION_2_BYTES = 72
_VERSION_3_BYTES = 104
_MAX_NAME_BYTES = 1023
_CORRUPT = 1 << 1
_EXTERNAL_DATA_FILE = 1 << 2
_DATA_FILE_NAME = 0x44415441
# A header has few extensions; one of more is not read to its end.
_MAX_EXTENSIONS = 64


class Header(NamedTuple):
    """What an image's header says.

    :param size: the virtual size, which a guest sees, in bytes
    :param backing_file: the image that it is an overlay of, as the header names it
    :param data_file: the file that has the data, where that is another; of no name where the header gives none
    :param encrypted: whether QEMU needs a secret to open it
    :param corrupt: whether QEMU marked it so, and opens it for reading only
    """

    size: int
    backing_file: Optional[str]
    data_file: Optional[str]
    encrypted: bool
    corrupt: bool


def read_header(path: str) -> Optional[Header]:
    """The header of an image; None where the file is not a qcow2 image of version 2 or 3.

    :raises OSError: if the file cannot be read
    """
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        return _header(file)
    finally:
        os.close(file)


def _header(file: int) -> Optional[Header]:
    head = os.pread(file, _VERSION_3_BYTES, 0)
    if len(head) < _VERSION_2_BYTES or not head.startswith(_MAGIC):
        return None
    version, name_offset, name_length = struct.unpack_from(">IQI", head, 4)
    if version != 2 and (version != 3 or len(head) < _VERSION_3_BYTES):
        return None
    size, crypt_method = struct.unpack_from(">QI", head, 24)
    features = struct.unpack_from(">Q", head, 72)[0] if version == 3 else 0
    return Header(
        size,
        _name(file, name_offset, name_length) if name_offset else None,
        _data_file(file, struct.unpack_from(">I", head, 100)[0]) if features & _EXTERNAL_DATA_FILE else None,
        crypt_method != 0,
        bool(features & _CORRUPT),
    )


def _data_file(file: int, offset: int) -> str:
    for _ in range(_MAX_EXTENSIONS):
        extension = os.pread(file, 8, offset)
        if len(extension) < 8:
            break
        kind, length = struct.unpack(">II", extension)
        if kind == _DATA_FILE_NAME:
            return _name(file, offset + 8, length)
        if kind == 0:
            break
        # Each is filled up to a multiple of eight bytes.
        offset += 8 + (length + 7) // 8 * 8
    return ""


def _name(file: int, offset: int, length: int) -> str:
    try:
        name = os.pread(file, min(length, _MAX_NAME_BYTES), offset)
    except (OSError, OverflowError):
        return ""
    return "".join(character if character.isprintable() else "?" for character in name.decode(errors="replace"))
