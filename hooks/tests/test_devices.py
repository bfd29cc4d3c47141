"""Devices: which words make a device, and what is wrong with others."""

from typing import Dict, Optional

import pytest

from tests.documents import ZBC_SERIAL, nvme_words, zbc_words
from tests.outcome import malformed
from virt_zoned_lio.devices import (
    Device,
    HostDisk,
    NamespaceFile,
    UserTarget,
    ZbcDisk,
    ZbcGeometry,
    check_geometry,
    read_device,
    read_zbc_path,
)
from virt_zoned_lio.nvme import Nvme
from virt_zoned_lio.words import ScsiAddress, Words

MIB = 1 << 20
GEOMETRY = ZbcGeometry(1 << 30, 16 * MIB, 2, "host-managed", 512, 128)


def device(**words: str) -> Device:
    return read_device(Words({word.replace("_", "-"): text for word, text in words.items()}))


def zbc_but(word: str, text: Optional[str]) -> Words:
    words: Dict[str, str] = zbc_words()
    if text is None:
        del words[word]
    else:
        words[word] = text
    return Words(words)


def test_a_host_disk_has_the_identity_that_is_recorded() -> None:
    assert device(
        way="virtio-scsi",
        name="smr0",
        source="/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
        wwn="0x5000c500a1b2c3d4",
        serial="ZL2 001",
        address="2:0:1:3",
        size="20G",
        zone_size="256M",
    ) == Device(
        "virtio-scsi",
        "smr0",
        HostDisk(
            "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
            "0x5000c500a1b2c3d4",
            "ZL2 001",
            ScsiAddress(2, 0, 1, 3),
            20 << 30,
            256 * MIB,
        ),
    )
    assert device(way="virtio-blk", name="null0", source="/dev/nullb0") == Device(
        "virtio-blk", "null0", HostDisk("/dev/nullb0")
    )


def test_a_zbc_disk_has_the_geometry_that_is_recorded() -> None:
    assert read_device(Words(zbc_words())) == Device(
        "vhost-scsi",
        "zbc0",
        ZbcDisk(
            "/var/lib/libvirt/zoned/zbc0.raw",
            ZbcGeometry(1 << 30, 16 * MIB, 2, "host-aware", 4096, 8),
            ZBC_SERIAL,
            create=True,
        ),
        target="zbc0",
        wwpn="naa.5001405a160fe2e1",
    )


def test_a_zbc_disk_with_the_fewest_words_is_host_managed_and_never_made() -> None:
    assert device(
        way="virtio-scsi", name="zbc0", source="zbc:/a/zbc0.raw", size="1G", zone_size="16M", unit_serial=ZBC_SERIAL
    ) == Device(
        "virtio-scsi",
        "zbc0",
        ZbcDisk("/a/zbc0.raw", ZbcGeometry(1 << 30, 16 * MIB, 0, "host-managed", 512, 128), ZBC_SERIAL),
    )


def test_a_device_of_vhost_scsi_may_be_a_lun_of_another_target() -> None:
    found = read_device(zbc_but("target", "t0"))
    assert (found.name, found.target, found.wwpn) == ("zbc0", "t0", "naa.5001405a160fe2e1")


def test_a_target_that_is_the_users_has_nothing_of_ours_behind_it() -> None:
    found = device(way="vhost-scsi", name="t0", wwpn="naa.5001405a160fe2e1", managed="no")
    assert found == Device("vhost-scsi", "t0", UserTarget(), "t0", "naa.5001405a160fe2e1")
    assert found.source == "naa.5001405a160fe2e1"


def test_a_namespace_is_on_the_command_line_unless_it_is_native() -> None:
    for rendering, command_line in (("commandline", True), ("native", False)):
        found = read_device(Words({**nvme_words(), "rendering": rendering}))
        assert found.backing == NamespaceFile("/a/zns 0,1:2.raw", 1 << 30, command_line, zone_size=16 * MIB)


def test_a_namespace_has_the_properties_that_follow_from_its_words() -> None:
    assert read_device(Words(nvme_words())).nvme == Nvme(
        controller="zns0",
        serial="zns0",
        nsid=1,
        of_controller=(),
        of_namespace=(
            ("uuid", ZBC_SERIAL),
            ("logical_block_size", "512"),
            ("physical_block_size", "512"),
            ("zoned", "on"),
            ("zoned.zone_size", str(16 * MIB)),
            ("zoned.zone_capacity", str(16 * MIB)),
            ("zoned.max_open", "0"),
            ("zoned.max_active", "0"),
        ),
    )


@pytest.mark.parametrize(
    "word, text, expected",
    [
        ("uuid", None, "uuid is absent"),
        ("nsid", None, "nsid is absent"),
        ("nsid", "257", "nsid is '257', expected 1 to 256"),
        ("serial", None, "serial is absent"),
        ("serial", "a" * 21, f"serial is '{'a' * 21}', expected 1 to 20 printable ASCII characters"),
        ("rendering", "auto", "rendering is 'auto', expected commandline or native"),
        ("zone-size", None, "zone-size is absent"),
        ("zone-size", "17M", "size is '1G', expected a multiple of 17825792"),
        ("zone-capacity", "17M", "zone-capacity is '17M', expected at most the zone size, 16M"),
        ("logical-block-size", "0", "logical-block-size is '0', expected a power of two from 512 to 2097152"),
        ("max-open", "65", "max-open is '65', expected at most 64"),
        ("max-transfer", "4K", "max-transfer is '4K', expected a power of two from 8K to 2G"),
        ("append-limit", "1M", "append-limit is '1M', expected at most max-transfer"),
        ("descriptor-extension", "63", "descriptor-extension is '63', expected 0 to 16320, a multiple of 64"),
        ("random-write-areas", "1", "random-write-areas and random-write-area-size are not both there"),
        ("pool", "a", "of pool and vol only one is there"),
        ("profile", "zn540", "'profile' is not a word of it"),
    ],
)
def test_a_namespace_that_could_not_be_attached_is_refused(word: str, text: Optional[str], expected: str) -> None:
    words = {name: value for name, value in {**nvme_words(), word: text}.items() if value is not None}
    assert malformed(lambda: read_device(Words(words))) == f"of device 'zns0' {expected}"


@pytest.mark.parametrize(
    "path, word, expected",
    [
        ("/images/a.raw", None, "raw"),
        ("/images/a.QCOW2", None, "qcow2"),
        ("/images/a.qcow2", "raw", "raw"),
        ("/images/a.img", "qcow2", "qcow2"),
        ("/dev/shm/a.qcow2", None, "qcow2"),
        ("/dev/vg0/zns", None, "raw"),
    ],
)
def test_the_format_of_a_namespace_is_recorded_or_that_of_its_name(path: str, word: Optional[str], expected: str) -> None:
    words = {**nvme_words(), "source": path}
    if word is not None:
        words["format"] = word
    backing = read_device(Words(words)).backing
    assert backing == NamespaceFile(path, 1 << 30, True, True, expected, 16 * MIB)
    assert isinstance(backing, NamespaceFile) and backing.is_device == (path == "/dev/vg0/zns")


def test_a_block_device_is_raw_and_a_zbc_disk_is_on_a_file() -> None:
    words = {**nvme_words(), "source": "/dev/vg0/zns", "format": "qcow2"}
    assert malformed(lambda: read_device(Words(words))) == (
        "of device 'zns0' format is 'qcow2', expected raw for a block device"
    )
    assert malformed(lambda: read_zbc_path("source", "/dev/sdb")) == (
        "source is '/dev/sdb', expected a regular file: tcmu-runner emulates ZBC disks on files only"
    )


def test_without_a_way_or_a_name_it_is_no_device() -> None:
    assert malformed(lambda: device(name="zns0")) == "a device has no way"
    assert malformed(lambda: device(way="nvme-zns")) == "a device has no name"
    assert malformed(lambda: device(way="ide", name="a")) == (
        "way is 'ide', expected virtio-scsi or vhost-scsi or virtio-blk or nvme-zns"
    )
    assert (
        malformed(lambda: device(way="nvme-zns", name="../a"))
        == "name is '../a', expected 1 to 16 letters, digits, '_' or '-'"
    )


@pytest.mark.parametrize("word", ["source", "size", "zone-size", "unit-serial", "wwpn"])
def test_a_zbc_disk_wants_what_cannot_be_guessed(word: str) -> None:
    assert malformed(lambda: read_device(zbc_but(word, None))) == f"of device 'zbc0' {word} is absent"


@pytest.mark.parametrize(
    "word, text, expected",
    [
        ("wwpn", "naa.x", "wwpn is 'naa.x', expected naa. and 16 hex digits"),
        ("target", "a/b", "target is 'a/b', expected 1 to 16 letters, digits, '_' or '-'"),
        ("size", "many", "size is 'many', expected a size with a unit, such as 64M"),
        ("size", "1025M", "size is '1025M', expected a multiple of the zone size, 16M"),
        ("zone-size", "17M", "zone-size is '17M', expected a power of two of at least 1M"),
        ("zone-size", "512K", "zone-size is '512K', expected a power of two of at least 1M"),
        ("conventional-zones", "64", "conventional-zones is '64', expected 0 to 63"),
        ("conventional-zones", "9999999999", "conventional-zones is '9999999999', expected 0 to 2147483647"),
        ("conventional-zones", "-1", "conventional-zones is '-1', expected 0 to 2147483647"),
        ("model", "drive-managed", "model is 'drive-managed', expected host-managed or host-aware"),
        ("block-size", "1024", "block-size is '1024', expected 512 or 4096"),
        ("max-open", "0", "max-open is '0', expected 1 to 2147483647"),
        ("unit-serial", "1", "unit-serial is '1', expected a UUID"),
        ("create", "please", "create is 'please', expected yes or no"),
        ("managed", "maybe", "managed is 'maybe', expected yes or no"),
        ("source", "zbc:a.raw", "source is 'a.raw', expected an absolute path without '.', '..' and empty steps"),
        ("source", "zbc:/a/../b", "source is '/a/../b', expected an absolute path without '.', '..' and empty steps"),
        ("source", "/etc/shadow", "source is '/etc/shadow', expected a device node below /dev"),
        (
            "source",
            "/dev/../etc/shadow",
            "source is '/dev/../etc/shadow', expected an absolute path without '.', '..' and empty steps",
        ),
        ("source", "pool:/a", "source is 'pool:/a', expected an absolute path without '.', '..' and empty steps"),
    ],
)
def test_a_word_out_of_its_range_is_named_with_the_device(word: str, text: str, expected: str) -> None:
    assert malformed(lambda: read_device(zbc_but(word, text))) == f"of device 'zbc0' {expected}"


def test_an_emulated_disk_is_not_for_virtio_blk() -> None:
    assert malformed(lambda: device(way="virtio-blk", name="a", source="zbc:/a/b")) == (
        "of device 'a' source is 'zbc:/a/b', expected an absolute path without '.', '..' and empty steps"
    )


@pytest.mark.parametrize("path", ["/a:b", "/a,b", "/a ", "/a\u3000", "/a:model-HM/conv-1@/etc/shadow"])
def test_a_path_that_tcmu_runner_would_take_for_another_is_refused(path: str) -> None:
    assert malformed(lambda: read_zbc_path("source", path)) == (
        f"source is '{path}', expected a path without ':', ',' and blanks at its end, which tcmu-runner cannot take"
    )


@pytest.mark.parametrize(
    "wanted, conventional, had",
    [(128, 2, 31), (31, 2, 31), (30, 2, 30), (8, 2, 8), (1, 63, 1), (128, 63, 1), (128, 62, 1)],
)
def test_at_most_half_of_the_sequential_zones_can_be_open(wanted: int, conventional: int, had: int) -> None:
    assert GEOMETRY._replace(max_open=wanted, conventional_zones=conventional).open_zones == had


def test_a_geometry_that_can_be_made_is_given_back() -> None:
    assert check_geometry(GEOMETRY) is GEOMETRY
    assert GEOMETRY.zones == 64
