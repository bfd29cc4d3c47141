"""Names that follow from a domain's UUID and a device's name: whose an object of LIO's is can be read off it."""

import hashlib
import re
from typing import Optional

# NAA 5 and NAA 6 (IEEE registered, and extended) with LIO's company id, 00-14-05: rtslib's generate_wwn, and the
# kernel's spc_gen_naa_6h_vendor_specific.
_LIO_WWPN = "naa.5001405"
_LIO_WWN = "6001405"
_VENDOR_DIGITS_OF_NAA_5 = 9
_VENDOR_DIGITS_OF_NAA_6 = 25

# rtslib looks for a free index itself, from 0 up, and two of it may find the same one.
_FIRST_INDEX = 1_000_000
_INDEXES = 1 << 24

_BACKSTORE = re.compile(r"zoned-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-([A-Za-z0-9][A-Za-z0-9_-]*)", re.ASCII)


def backstore(domain: str, device: str) -> str:
    """The name of a device's backstore."""
    return f"zoned-{domain}-{device}"


def owner(name: str) -> Optional[str]:
    """The UUID of the domain that a backstore of this name is made for; None for other backstores."""
    match = _BACKSTORE.fullmatch(name)
    return match.group(1) if match else None


def backstore_index(name: str) -> int:
    """The number in the name of the folder that LIO has for a backstore, beside those that rtslib chooses itself."""
    return _FIRST_INDEX + int(hashlib.sha256(name.encode()).hexdigest()[:12], 16) % _INDEXES


def loopback_wwpn(domain: str, device: str) -> str:
    """The WWPN of the loopback target that makes a device's ZBC disk a disk of the host."""
    digest = hashlib.sha256("\n".join(("loopback", domain, device)).encode()).hexdigest()
    return _LIO_WWPN + digest[:_VENDOR_DIGITS_OF_NAA_5]


def lio_disk(unit_serial: str) -> str:
    """udev's name of the disk that has this unit serial."""
    return f"/dev/disk/by-id/wwn-0x{_LIO_WWN}{unit_serial.replace('-', '')[:_VENDOR_DIGITS_OF_NAA_6]}"
