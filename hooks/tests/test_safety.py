"""Safety: a disk is that which is recorded, by each thing that says so."""

import os
from functools import partial
from pathlib import Path

import pytest

from tests.outcome import refusal
from virt_zoned_lio import safety
from virt_zoned_lio.devices import VHOST_SCSI, VIRTIO_BLK, VIRTIO_SCSI, HostDisk
from virt_zoned_lio.disks import Disk
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.words import ScsiAddress

PATH = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"
ACT = "Cannot take it"
REMEDY = "\nSee which disk it is now: detach it, and attach the one that is meant."


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    """A disk of 20 GiB in zones of 256 MiB, as sysfs has it."""
    for folder in ("device", "queue"):
        (tmp_path / folder).mkdir()
    for name, text in (
        ("device/wwid", "naa.5000c500a1b2c3d4"),
        ("device/serial", "ZL2001"),
        ("size", "41943040"),
        ("queue/chunk_sectors", "524288"),
    ):
        (tmp_path / name).write_text(text + "\n", encoding="ascii")
    return Disk("/dev/sdf", str(tmp_path), frozenset(), None)


def test_a_disk_of_all_that_is_recorded_is_taken(disk: Disk) -> None:
    for recorded in (
        HostDisk(PATH),
        HostDisk(PATH, wwn="0x5000c500a1b2c3d4", serial="ZL2001", size=20 << 30, zone_size=256 << 20),
    ):
        safety._require_identity(recorded, disk, ACT)


@pytest.mark.parametrize(
    "recorded, said",
    [
        (HostDisk(PATH, wwn="0x5000c500a1b2c3d5"), "WWN 0x5000c500a1b2c3d4, expected 0x5000c500a1b2c3d5"),
        (HostDisk(PATH, serial="ZL2002"), "serial number ZL2001, expected ZL2002"),
        (HostDisk(PATH, size=10 << 30), "size 20G, expected 10G"),
        (HostDisk(PATH, zone_size=128 << 20), "zone size 256M, expected 128M"),
    ],
)
def test_another_disk_under_its_name_is_refused(disk: Disk, recorded: HostDisk, said: str) -> None:
    assert refusal(partial(safety._require_identity, recorded, disk, ACT)) == (
        f"Cannot take it: /dev/sdf has the {said}.{REMEDY}"
    )


def test_a_disk_that_says_nothing_of_itself_is_another(tmp_path: Path) -> None:
    nothing = Disk("/dev/sdf", str(tmp_path), frozenset(), None)
    for recorded, said in (
        (HostDisk(PATH, wwn="0x5000c500a1b2c3d4"), "WWN (none), expected 0x5000c500a1b2c3d4"),
        (HostDisk(PATH, serial="ZL2001"), "serial number (none), expected ZL2001"),
        (HostDisk(PATH, size=1024), "size 0, expected 1K"),
        (HostDisk(PATH, zone_size=1024), "zone size 0, expected 1K"),
    ):
        assert refusal(partial(safety._require_identity, recorded, nothing, ACT)) == (
            f"Cannot take it: /dev/sdf has the {said}.{REMEDY}"
        )


def test_a_file_is_the_same_by_whichever_name(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    os.link(tmp_path / "a", tmp_path / "b")
    (tmp_path / "c").write_bytes(b"")
    keys = [safety._file_key(os.lstat(tmp_path / name)) for name in "abc"]
    assert keys[0] == keys[1] != keys[2]
    assert keys[0].startswith("file-")


def test_scsi_commands_are_for_scsi_disks(tmp_path: Path) -> None:
    scsi = Disk("/dev/sdf", str(tmp_path), frozenset(), ScsiAddress(0, 0, 0, 0))
    other = Disk("/dev/nullb0", str(tmp_path), frozenset(), None)
    for way in (VIRTIO_SCSI, VHOST_SCSI, VIRTIO_BLK):
        safety._require_scsi(scsi, way, ACT)
    safety._require_scsi(other, VIRTIO_BLK, ACT)
    for way in (VIRTIO_SCSI, VHOST_SCSI):
        assert refusal(partial(safety._require_scsi, other, way, ACT)) == (
            f"Cannot take it: /dev/nullb0 is not a SCSI disk, expected one for {way}.\n"
            "Attach it with --virtio-blk, which takes any zoned block device."
        )


def test_a_multipath_device_is_a_scsi_disk_to_qemu(tmp_path: Path) -> None:
    (tmp_path / "dm").mkdir()
    (tmp_path / "dm/uuid").write_text("mpath-35000c500a1b2c3d4\n", encoding="ascii")
    disk = Disk("/dev/dm-0", str(tmp_path), frozenset(), None)
    safety._require_scsi(disk, VIRTIO_SCSI, ACT)
    with pytest.raises(Refusal):
        safety._require_scsi(disk, VHOST_SCSI, ACT)
