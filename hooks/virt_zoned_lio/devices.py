"""The zoned devices that a domain's metadata ask for, as values that are valid once they are there."""

from typing import NamedTuple, Optional, Union

from virt_zoned_lio.nvme import Nvme, read_nvme
from virt_zoned_lio.words import MalformedWord, ScsiAddress, Words, path_of, quoted, size_text

VIRTIO_SCSI = "virtio-scsi"
VHOST_SCSI = "vhost-scsi"
VIRTIO_BLK = "virtio-blk"
NVME_ZNS = "nvme-zns"
WAYS = (VIRTIO_SCSI, VHOST_SCSI, VIRTIO_BLK, NVME_ZNS)

RAW = "raw"
QCOW2 = "qcow2"

_ZBC_PREFIX = "zbc:"
_MIB = 1 << 20
_MOST = (1 << 31) - 1
# What a kernel's TCMU configuration string cannot hold, or would be cut at (target_core_user.c, match_strlcpy).
_NOT_IN_CONFIGURATION = ":,"
_MAX_CONFIGURATION_BYTES = 255
_DRIVERS = ("auto", "scsi-block", "scsi-generic")
# Of vhost-scsi's controller; the library's VhostScsiTuning has the sources of these limits.
_MAX_QUEUES = 126
_QUEUE_SIZES = tuple(1 << exponent for exponent in range(2, 11))
_LONGEST_TRANSFER = 8 << 20
_SHORTEST_TRANSFER = 4096
_SECTOR_BYTES = 512


class HostDisk(NamedTuple):
    """A zoned block device of the host.

    :param path: its node, by a stable name
    :param wwn: ``0x`` and hex digits, or an NVMe wwid, where it has one
    :param serial: its serial number, where it has one
    :param address: where ``scsi-generic`` finds it
    :param size: in bytes; recorded of a disk without WWN and serial
    :param zone_size: in bytes; likewise
    """

    path: str
    wwn: Optional[str] = None
    serial: Optional[str] = None
    address: Optional[ScsiAddress] = None
    size: Optional[int] = None
    zone_size: Optional[int] = None


class ZbcGeometry(NamedTuple):
    """The shape of a ZBC disk that tcmu-runner emulates; the ranges are those of its ``file_zbc.c``.

    :param size: of the disk in bytes, a multiple of the zone size
    :param zone_size: in bytes, a power of two of at least 1 MiB
    :param conventional_zones: fewer than all
    :param model: ``host-managed`` or ``host-aware``
    :param block_size: 512 or 4096, in bytes
    :param max_open: zones open at once, as asked for; the handler takes at most half of the sequential ones
    """

    size: int
    zone_size: int
    conventional_zones: int
    model: str
    block_size: int
    max_open: int

    @property
    def zones(self) -> int:
        return self.size // self.zone_size

    @property
    def open_zones(self) -> int:
        """How many zones can be open at once once the handler has formatted the disk."""
        half = (self.zones - self.conventional_zones) // 2
        return max(1, half) if self.max_open >= half else self.max_open


class ZbcDisk(NamedTuple):
    """A ZBC disk that tcmu-runner emulates on a file.

    :param path: the file
    :param unit_serial: a UUID, which the disk's WWN follows from
    :param create: whether the hook may format the file at the first start
    """

    path: str
    geometry: ZbcGeometry
    unit_serial: str
    create: bool = False


class NamespaceFile(NamedTuple):
    """The backing file, or the host's block device, of an NVMe namespace that QEMU emulates.

    :param size: in bytes; of a qcow2 image its virtual size
    :param command_line: whether QEMU's command line names it, so that libvirt gives it to nobody
    :param zoned: whether the namespace has zones
    :param format: ``raw`` or ``qcow2``
    :param zone_size: in bytes; 0 where the namespace has no zones
    """

    path: str
    size: int
    command_line: bool
    zoned: bool = True
    format: str = RAW
    zone_size: int = 0

    @property
    def is_device(self) -> bool:
        """Whether it is a block device, by its path alone."""
        return is_device(self.path)


class UserTarget(NamedTuple):
    """A vhost-scsi target that the user made and looks after (``managed=no``)."""


Backing = Union[HostDisk, ZbcDisk, NamespaceFile, UserTarget]


class Device(NamedTuple):
    """A zoned device of a domain.

    :param target: of vhost-scsi, the name of the target in the domain; devices of one target are its LUNs
    :param wwpn: of vhost-scsi, the target's
    :param nvme: of nvme-zns, what the record says of the namespace
    """

    way: str
    name: str
    backing: Backing
    target: Optional[str] = None
    wwpn: Optional[str] = None
    nvme: Optional[Nvme] = None

    @property
    def source(self) -> str:
        """What is behind it, for messages."""
        return (self.wwpn or self.name) if isinstance(self.backing, UserTarget) else self.backing.path


def read_device(words: Words) -> Device:
    """Read a device from its properties.

    :raises MalformedWord: if they are not those of a device
    """
    way = words.choice("way", WAYS)
    name = words.name("name")
    if way is None or name is None:
        raise MalformedWord("a device has no " + ("way" if way is None else "name"))
    try:
        device = _read(words, way, name)
        words.refuse_unread()
        return device
    except MalformedWord as error:
        raise MalformedWord(f"of device '{name}' {error}") from error


def _read(words: Words, way: str, name: str) -> Device:
    if way == NVME_ZNS:
        file = _namespace_file(words)
        return Device(way, name, file, nvme=read_nvme(words, name, file.size))
    if way == VHOST_SCSI:
        words.required("wwpn")
        _check_tuning(words)
        wwpn = words.wwpn("wwpn")
        if words.flag("managed") is False:
            return Device(way, name, UserTarget(), name, wwpn)
        return Device(way, name, _disk(words, emulated=True), words.name("target") or name, wwpn)
    driver = words.choice("driver", _DRIVERS) if way == VIRTIO_SCSI else None
    disk = _disk(words, emulated=way == VIRTIO_SCSI)
    if isinstance(disk, HostDisk) and way == VIRTIO_SCSI:
        disk = disk._replace(address=words.address("address"))
        _check_transfer(words.size("max-transfer"), None)
    if isinstance(disk, ZbcDisk) and driver == "scsi-generic":
        words.refuse("driver", "scsi-block for an emulated ZBC disk")
    return Device(way, name, disk)


def is_device(path: str) -> bool:
    """Whether a path is that of a device node: below /dev, but not in a file system of memory there, which holds files.

    The library's ``SourcePath.isDevice`` says the same.
    """
    return path.startswith("/dev/") and not path.startswith(("/dev/shm/", "/dev/hugepages/"))


def read_zbc_path(word: str, text: str) -> str:
    """The path of a ZBC file, which must go whole into a kernel's configuration string.

    :raises MalformedWord: if it cannot
    """
    path = path_of(word, text)
    if is_device(path):
        raise MalformedWord(f"{word} is {quoted(text)}, expected a regular file: tcmu-runner emulates ZBC disks on files only")
    if any(character in path for character in _NOT_IN_CONFIGURATION) or path[-1].isspace():
        raise MalformedWord(
            f"{word} is {quoted(text)}, expected a path without ':', ',' and blanks at its end, which tcmu-runner cannot take"
        )
    if len(path.encode()) > _MAX_CONFIGURATION_BYTES - len("zbc/"):
        raise MalformedWord(
            f"{word} is {quoted(text)}, expected at most {_MAX_CONFIGURATION_BYTES - len('zbc/')} bytes,"
            " which is what tcmu-runner can take"
        )
    return path


def check_geometry(geometry: ZbcGeometry) -> ZbcGeometry:
    """The geometry, if tcmu-runner can make it.

    :raises MalformedWord: if it cannot
    """
    zone_size = geometry.zone_size
    if zone_size < _MIB or zone_size & (zone_size - 1):
        raise MalformedWord(f"zone-size is '{size_text(zone_size)}', expected a power of two of at least 1M")
    if geometry.size % zone_size:
        raise MalformedWord(
            f"size is '{size_text(geometry.size)}', expected a multiple of the zone size, {size_text(zone_size)}"
        )
    if not 0 <= geometry.conventional_zones < geometry.zones:
        raise MalformedWord(
            f"conventional-zones is '{geometry.conventional_zones}', expected 0 to {geometry.zones - 1}"
        )
    return geometry


def _check_tuning(words: Words) -> None:
    words.number("queues", 1, _MAX_QUEUES)
    size = words.number("queue-size", 0, _MOST)
    if size is not None and size not in _QUEUE_SIZES:
        words.refuse("queue-size", f"a power of two from {_QUEUE_SIZES[0]} to {_QUEUE_SIZES[-1]}")
    _check_transfer(words.size("max-transfer"), _LONGEST_TRANSFER)


def _check_transfer(length: Optional[int], most: Optional[int]) -> None:
    if length is not None and (length < _SHORTEST_TRANSFER or length % _SECTOR_BYTES or (most and length > most)):
        raise MalformedWord(
            f"max-transfer is '{size_text(length)}', expected a multiple of {_SECTOR_BYTES} bytes from"
            f" {size_text(_SHORTEST_TRANSFER)}" + (f" to {size_text(most)}" if most else "")
        )


def _disk(words: Words, emulated: bool) -> Backing:
    source = words.required("source")
    if emulated and source.startswith(_ZBC_PREFIX):
        words.required("unit-serial")
        return ZbcDisk(
            read_zbc_path("source", source[len(_ZBC_PREFIX):]),
            _zbc_geometry(words),
            words.uuid("unit-serial") or "",
            words.flag("create") or False,
        )
    path = path_of("source", source)
    if not path.startswith("/dev/"):
        words.refuse("source", "a device node below /dev")
    return HostDisk(
        path,
        words.wwn("wwn"),
        words.serial("serial"),
        size=words.size("size"),
        zone_size=words.size("zone-size"),
    )


def _zbc_geometry(words: Words) -> ZbcGeometry:
    words.required("size")
    words.required("zone-size")
    block_size = words.block_size("block-size")
    block_size = 512 if block_size is None else block_size
    if block_size not in (512, 4096):
        words.refuse("block-size", "512 or 4096")
    size, zone_size = words.size("size") or 0, words.size("zone-size") or 0
    conventional = words.number("conventional-zones", 0, _MOST)
    return check_geometry(
        ZbcGeometry(
            size=size,
            zone_size=zone_size,
            conventional_zones=min(_MOST, size // zone_size // 100) if conventional is None else conventional,
            model=words.choice("model", ("host-managed", "host-aware")) or "host-managed",
            block_size=block_size,
            max_open=words.number("max-open", 1, _MOST) or 128,
        )
    )


def _namespace_file(words: Words) -> NamespaceFile:
    words.required("size")
    size = words.size("size") or 0
    words.required("rendering")
    rendering = words.choice("rendering", ("commandline", "native"))
    if (words.object_name("pool") is None) != (words.object_name("vol") is None):
        raise MalformedWord("of pool and vol only one is there")
    # How the file came to be: the start does not depend on it.
    words.flag("preallocate")
    words.flag("reuse")
    path = path_of("source", words.required("source"))
    zoned = words.flag("zoned") is not False
    # Where the record gives no format, it is that of the name: the library's ImageFormat.
    image_format = words.choice("format", (RAW, QCOW2)) or (QCOW2 if path.lower().endswith(".qcow2") else RAW)
    if image_format != RAW and is_device(path):
        words.refuse("format", "raw for a block device")
    return NamespaceFile(
        path,
        size,
        rendering != "native",
        zoned,
        image_format,
        words.size("zone-size") or 0 if zoned else 0,
    )
