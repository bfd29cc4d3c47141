"""Disks: what is none, and what the attributes in a folder like sysfs' tell."""

from pathlib import Path
from typing import Dict

import pytest

from tests.outcome import refusal
from virt_zoned_lio import disks
from virt_zoned_lio.words import ScsiAddress

ACT = "Cannot take it"
REMEDY = "\nIs it plugged in? 'lsscsi -g' and 'ls -l /dev/disk/by-id' show what is."


def disk(folder: Path, attributes: Dict[str, bytes]) -> disks.Disk:
    for name, content in attributes.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return disks.Disk("/dev/sdf", str(folder), frozenset(), None)


def test_what_is_not_there_or_no_block_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    assert refusal(lambda: disks.find("/dev/absent", ACT)) == f"Cannot take it: /dev/absent is not there.{REMEDY}"
    assert refusal(lambda: disks.find(str(tmp_path / "loop"), ACT)) == (
        f"Cannot take it: {tmp_path}/loop is not there.{REMEDY}"
    )
    for path in ("/dev/null", str(tmp_path / "file"), str(tmp_path)):
        assert (
            refusal(lambda: disks.find(path, ACT))  # pylint: disable=cell-var-from-loop
            == "Cannot take it: it is not a block device."
        )
    assert refusal(lambda: disks.find_scsi(ScsiAddress(999999, 0, 0, 0), ACT)) == (
        f"Cannot take it: a SCSI disk at 999999:0:0:0 is not there.{REMEDY}"
    )


@pytest.mark.parametrize(
    "attributes, wwn",
    [
        ({"device/wwid": b"naa.5000C500A1B2C3D4\n"}, "0x5000c500a1b2c3d4"),
        ({"device/wwid": b"naa.60014050b33bac1f47d8244ad8d1d550\n"}, "0x60014050b33bac1f47d8244ad8d1d550"),
        ({"device/wwid": b"t10.ATA     QEMU HARDDISK\n"}, "t10.ATA     QEMU HARDDISK"),
        ({"wwid": b"eui.0025388b710116a1\n"}, "eui.0025388b710116a1"),
        ({"device/wwid": b"\n"}, None),
        ({}, None),
    ],
)
def test_a_wwn_is_the_naa_of_a_scsi_disk_or_the_wwid_of_a_namespace(
    tmp_path: Path, attributes: Dict[str, bytes], wwn: str
) -> None:
    assert disk(tmp_path, attributes).wwn == wwn


@pytest.mark.parametrize(
    "attributes, serial",
    [
        ({"device/vpd_pg80": b"\0\x80\0\x0a  ZL2 001 \0"}, "ZL2 001"),
        ({"device/vpd_pg80": b"\0\x80\0\0"}, None),
        ({"device/serial": b"S4EWNX0R\n"}, "S4EWNX0R"),
        ({}, None),
    ],
)
def test_a_serial_number_is_of_the_disks_page_or_its_controller(
    tmp_path: Path, attributes: Dict[str, bytes], serial: str
) -> None:
    assert disk(tmp_path, attributes).serial == serial


def test_sizes_and_zones_are_those_of_the_queue(tmp_path: Path) -> None:
    found = disk(tmp_path, {"size": b"41943040\n", "queue/chunk_sectors": b"524288\n", "queue/zoned": b"host-aware\n"})
    assert (found.size, found.zone_size, found.zone_model, found.name) == (20 << 30, 256 << 20, "host-aware", "sdf")


def test_a_disk_of_the_zoned_type_is_host_managed_without_a_block_device(tmp_path: Path) -> None:
    found = disk(tmp_path, {"device/type": b"20\n"})
    assert (found.size, found.zone_size, found.zone_model, found.partitions()) == (0, 0, "host-managed", [])
    assert disk(tmp_path, {"device/type": b"0\n"}).zone_model == "none"


def test_partitions_are_the_folders_that_say_so(tmp_path: Path) -> None:
    assert disk(
        tmp_path, {"sdf1/partition": b"1\n", "sdf2/partition": b"2\n", "queue/zoned": b"none\n"}
    ).partitions() == [
        "sdf1",
        "sdf2",
    ]
