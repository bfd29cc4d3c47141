"""Who uses a disk of the host now: whoever does must not find a guest writing to it.

``virt-zoned devices`` shows the same: change this together with ``DiskUses`` in the library's package ``host``.
"""

import errno
import glob
import os
import re
import stat
from typing import Iterator, Optional

from virt_zoned_lio import identity
from virt_zoned_lio.disks import Disk
from virt_zoned_lio.qemus import Qemus

LIO_CORE = "/sys/kernel/config/target/core"
ROOT = "carries this host's root file system"
_ESCAPED = re.compile(r"\\([0-7]{3})")


def holder(disk: Disk, domain: str, qemus: Qemus) -> Optional[str]:
    """What uses the disk, in words that go on from 'it'; None if nothing does.

    :param domain: the UUID of the domain whose own use does not count
    """
    own = frozenset(path for path in _backstores(disk) if identity.owner(os.path.basename(path)) == domain)
    for reason in _reasons(disk, domain, qemus, own):
        return reason
    return None


def _reasons(disk: Disk, domain: str, qemus: Qemus, own: "frozenset[str]") -> Iterator[str]:
    yield from _mounts(disk)
    yield from _swaps(disk)
    yield from _holders(disk)
    for backstore in _backstores(disk):
        if backstore not in own:
            yield f"is in the LIO backstore {_backstore_name(backstore)}"
    for uuid, name in qemus.with_open(disk.devices):
        if uuid != domain:
            yield f"is in use by domain '{name}', which runs"
    # Whatever else has it for itself: md, bcache, a file system of several disks, a fabric unknown to us.
    if not own and qemus.pid(domain) is None and _is_claimed(disk):
        yield "is in use on this host (it can't be opened exclusively)"


def _mounts(disk: Disk) -> Iterator[str]:
    for table in ("/proc/self/mountinfo", "/proc/1/mountinfo"):
        for line in _lines(table):
            # proc(5): ID parent major:minor root mount-point options… - type source …
            fields = line.split(" ")
            source = fields[fields.index("-") + 2] if "-" in fields else ""
            if _makedev(fields[2]) in disk.devices or _device_of(_unescaped(source)) in disk.devices:
                point = _unescaped(fields[4])
                yield ROOT if point == "/" else f"is mounted at {point}"


def _swaps(disk: Disk) -> Iterator[str]:
    for line in _lines("/proc/swaps"):
        if _device_of(_unescaped(line.split()[0])) in disk.devices:
            yield "is swap space of this host"


def _holders(disk: Disk) -> Iterator[str]:
    for part in ["", *disk.partitions()]:
        for name in disk.entries(f"{part}/holders" if part else "holders"):
            label = _first_line(f"/sys/class/block/{name}/dm/name")
            yield f"is held by {name}" + (f" (device-mapper's '{label}')" if label else "")


def _backstores(disk: Disk) -> Iterator[str]:
    """LIO's backstores on the disk, by their folders in configfs, whoever made them."""
    # Those of tcmu-runner are on none, and to list one that does not answer would take as long as it takes.
    for path in glob.iglob(LIO_CORE + "/[!u]*_*/*/"):
        node = _first_line(path + "udev_path")
        if node and _device_of(node) in disk.devices:
            yield path.rstrip("/")


def _backstore_name(path: str) -> str:
    plugin = path.split("/")[-2].rpartition("_")[0]
    # As targetcli names it.
    return f"{'block' if plugin == 'iblock' else plugin}/{os.path.basename(path)}"


def _is_claimed(disk: Disk) -> bool:
    node = f"/dev/{os.path.basename(disk.folder)}" if "/block/" in disk.folder else None
    if node is None:
        return False
    try:
        os.close(os.open(node, os.O_RDONLY | os.O_EXCL | os.O_NONBLOCK | os.O_CLOEXEC))
    except OSError as error:
        return error.errno == errno.EBUSY
    return False


def _device_of(path: str) -> Optional[int]:
    if not path.startswith("/dev/"):
        return None
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_rdev if stat.S_ISBLK(status.st_mode) or stat.S_ISCHR(status.st_mode) else None


def _makedev(text: str) -> int:
    major, _, minor = text.partition(":")
    return os.makedev(int(major), int(minor))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 8)), text)


def _lines(path: str) -> Iterator[str]:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            yield from file
    except OSError:
        return


def _first_line(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().strip()
    except OSError:
        return ""
