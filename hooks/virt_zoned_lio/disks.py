"""What sysfs tells of a disk of the host: who it is, and how it is divided into zones."""

import os
import re
import stat
from typing import FrozenSet, List, NamedTuple, Optional

from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.words import ScsiAddress

_SCSI_GENERIC_MAJOR = 21
_SECTOR = 512
_VPD_HEADER = 4
# A host-managed zoned device (SPC-5, table 151: peripheral device type).
_ZBC_TYPE = "20"
_NAA = re.compile(r"naa\.([0-9a-fA-F]{16}(?:[0-9a-fA-F]{16})?)", re.ASCII)


class Disk(NamedTuple):
    """A disk that is there now.

    :param node: where its path leads, ``/dev/sdf``
    :param folder: its folder in sysfs: of the block device, or of a SCSI device that has none
    :param devices: the device numbers of its nodes, SCSI generic among them, and of its partitions
    :param scsi: its SCSI address, where it is a SCSI disk
    """

    node: str
    folder: str
    devices: FrozenSet[int]
    scsi: Optional[ScsiAddress]

    @property
    def name(self) -> str:
        return os.path.basename(self.node)

    @property
    def wwn(self) -> Optional[str]:
        """``0x`` and hex digits of its NAA, or the wwid of an NVMe namespace."""
        wwid = self.attribute("device/wwid") or self.attribute("wwid")
        match = _NAA.fullmatch(wwid)
        return "0x" + match.group(1).lower() if match else wwid or None

    @property
    def serial(self) -> Optional[str]:
        """Of the unit serial number page (SPC-5, 7.7.19), or of the NVMe controller."""
        try:
            with open(f"{self.folder}/device/vpd_pg80", "rb") as file:
                return file.read()[_VPD_HEADER:].decode("ascii", "replace").strip(" \0") or None
        except OSError:
            return self.attribute("device/serial") or self.attribute("serial") or None

    @property
    def size(self) -> int:
        """In bytes; 0 where it has no block device."""
        return int(self.attribute("size") or 0) * _SECTOR

    @property
    def zone_size(self) -> int:
        """In bytes; 0 where it has none."""
        return int(self.attribute("queue/chunk_sectors") or 0) * _SECTOR

    @property
    def zone_model(self) -> str:
        """``none``, ``host-aware`` or ``host-managed``."""
        if self.attribute("device/type") == _ZBC_TYPE:
            return "host-managed"
        return self.attribute("queue/zoned") or "none"

    def attribute(self, name: str) -> str:
        """The text of an attribute in sysfs; nothing where it can't be read."""
        try:
            with open(f"{self.folder}/{name}", encoding="ascii", errors="replace") as file:
                return file.read().strip()
        except OSError:
            return ""

    def entries(self, name: str) -> List[str]:
        """What is in one of its folders in sysfs."""
        try:
            return sorted(os.listdir(f"{self.folder}/{name}"))
        except OSError:
            return []

    def partitions(self) -> List[str]:
        """The kernel's names of its partitions."""
        return [name for name in self.entries("") if os.path.exists(f"{self.folder}/{name}/partition")]


def find(path: str, act: str) -> Disk:
    """The disk that a path leads to.

    :param act: what is refused where there is none: ``Cannot give … to …``
    :raises Refusal: if it is not there, or is no whole disk
    """
    try:
        node = os.path.realpath(path)
        status = os.stat(node)
    except OSError as error:
        raise _absent(path, act) from error
    if stat.S_ISCHR(status.st_mode) and os.major(status.st_rdev) == _SCSI_GENERIC_MAJOR:
        return _scsi(node, os.path.realpath(f"/sys/dev/char/{_number(status.st_rdev)}/device"))
    if not stat.S_ISBLK(status.st_mode):
        raise Refusal(f"{act}: it is not a block device.")
    folder = os.path.realpath(f"/sys/dev/block/{_number(status.st_rdev)}")
    if os.path.exists(folder + "/partition"):
        raise Refusal(f"{act}: it is a partition, expected a whole disk.", "Name the disk that it is on.")
    return _block(node, folder)


def find_scsi(address: ScsiAddress, act: str) -> Disk:
    """The disk at a SCSI address.

    :raises Refusal: if there is none
    """
    folder = os.path.realpath(f"/sys/class/scsi_device/{address}/device")
    generic = _entries(folder + "/scsi_generic")
    if not generic:
        raise _absent(f"a SCSI disk at {address}", act)
    return _scsi(f"/dev/{generic[0]}", folder)


def _absent(what: str, act: str) -> Refusal:
    return Refusal(
        f"{act}: {what} is not there.",
        "Is it plugged in? 'lsscsi -g' and 'ls -l /dev/disk/by-id' show what is.",
        may_pass=True,
    )


def _scsi(node: str, device: str) -> Disk:
    block = _entries(device + "/block")
    if block:
        return _block(node, f"{device}/block/{block[0]}")
    return Disk(node, device, frozenset(_generic_numbers(device)), _address(device))


def _block(node: str, folder: str) -> Disk:
    device = os.path.realpath(folder + "/device")
    devices = {_device_number(folder)} | _generic_numbers(device)
    for name in _entries(folder):
        if os.path.exists(f"{folder}/{name}/partition"):
            devices.add(_device_number(f"{folder}/{name}"))
    return Disk(node, folder, frozenset(devices), _address(device))


def _generic_numbers(device: str) -> "set[int]":
    return {_device_number(f"{device}/scsi_generic/{name}") for name in _entries(device + "/scsi_generic")}


def _address(device: str) -> Optional[ScsiAddress]:
    numbers = os.path.basename(device).split(":")
    if len(numbers) == 4 and all(number.isdigit() for number in numbers):
        return ScsiAddress(*(int(number) for number in numbers))
    return None


def _device_number(folder: str) -> int:
    with open(folder + "/dev", encoding="ascii") as file:
        major, minor = file.read().split(":")
    return os.makedev(int(major), int(minor))


def _number(device: int) -> str:
    return f"{os.major(device)}:{os.minor(device)}"


def _entries(folder: str) -> List[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []
