"""Files of ZBC disks, built byte by byte: whole, and with each damage that tcmu-runner would format away."""

import os
import socket
import struct
import time
from functools import partial
from pathlib import Path
from typing import List, NamedTuple, Tuple

import pytest

from tests.outcome import refusal
from virt_zoned_lio.devices import ZbcGeometry
from virt_zoned_lio.zbcfile import metadata_bytes, require_whole

MIB = 1 << 20
PAGE = os.sysconf("SC_PAGESIZE")
ACT = "Cannot take it"
OTHER = (
    "\nIt was left as it is. Put the right file in its place, or detach it and attach it with its own geometry."
)
LEFT = "\nIt was left as it is; tcmu-runner would format it, and what it holds would be lost."
CONVENTIONAL, REQUIRED, PREFERRED = 1, 2, 3
EMPTY, IMPLICITLY_OPEN, CLOSED, FULL = 1, 2, 4, 14


class Zone(NamedTuple):
    """One of the file's descriptors of zones; in blocks."""

    start: int
    length: int
    pointer: int
    kind: int
    condition: int

    def packed(self) -> bytes:
        return struct.pack("<QQQBBBB36x", *self, 0, 0)


class Meta(NamedTuple):
    """The beginning of the file: a disk of 8 zones of 1 MiB, 2 of them conventional, in blocks of 512 bytes."""

    magic: int = 0x555A4243
    model: int = 0x14
    capacity: int = 8 * 2048
    block_size: int = 512
    zone_size: int = 2048
    zones: int = 8
    conventional: int = 2
    open: int = 3
    implicitly_open: int = 0
    explicitly_open: int = 0

    def packed(self) -> bytes:
        return struct.pack("<IIQIIIIIIIxxxx", *self)


META = Meta()
GEOMETRY = ZbcGeometry(8 * MIB, MIB, 2, "host-managed", 512, 128)


def zones(meta: Meta) -> List[Zone]:
    """Each as the handler formats it."""
    sequential = REQUIRED if meta.model == 0x14 else PREFERRED
    made = []
    for number in range(meta.zones):
        start = number * meta.zone_size
        length = min(meta.zone_size, meta.capacity - start)
        is_conventional = number < meta.conventional
        kind, condition = (CONVENTIONAL, 0) if is_conventional else (sequential, EMPTY)
        made.append(Zone(start, length, start, kind, condition))
    return made


def write(folder: Path, meta: Meta, descriptors: List[Zone]) -> Path:
    path = folder / "zbc0.raw"
    path.write_bytes(meta.packed() + b"".join(zone.packed() for zone in descriptors))
    os.truncate(path, PAGE + meta.capacity * meta.block_size)
    return path


def check(path: Path, geometry: ZbcGeometry = GEOMETRY) -> None:
    require_whole(str(path), geometry, ACT)


def reason(path: Path, geometry: ZbcGeometry = GEOMETRY) -> str:
    """Why it is refused; and it stays as it is."""
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    message = refusal(lambda: check(path, geometry))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert message.startswith(ACT + ": it ") and message.endswith("." + LEFT)
    return message[len(ACT) + 5 : -len(LEFT) - 1]


def test_a_whole_file_is_taken_and_left_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, META, zones(META))
    before = path.read_bytes()
    check(path)
    assert path.read_bytes() == before


def test_a_file_with_zones_in_use_is_whole(tmp_path: Path) -> None:
    used = zones(META)
    used[2] = used[2]._replace(condition=IMPLICITLY_OPEN, pointer=used[2].start + 8)
    used[3] = used[3]._replace(condition=CLOSED, pointer=used[3].start + 16)
    used[4] = used[4]._replace(condition=FULL, pointer=used[4].start + 2048)
    check(write(tmp_path, META._replace(implicitly_open=1), used))


def test_a_host_aware_disk_has_preferred_zones(tmp_path: Path) -> None:
    meta = META._replace(model=0)
    check(write(tmp_path, meta, zones(meta)), GEOMETRY._replace(model="host-aware"))


def test_a_disk_of_4096_byte_blocks_has_zones_of_fewer_blocks(tmp_path: Path) -> None:
    meta = META._replace(block_size=4096, zone_size=256, capacity=8 * 256)
    check(write(tmp_path, meta, zones(meta)), GEOMETRY._replace(block_size=4096))


def test_a_disk_without_conventional_zones_is_whole(tmp_path: Path) -> None:
    meta = META._replace(conventional=0, open=4)
    check(write(tmp_path, meta, zones(meta)), GEOMETRY._replace(conventional_zones=0))


def test_the_metadata_fill_whole_pages() -> None:
    counts = (0, 1, 63, 64, 80, 127, 128, 1_000_000)
    assert [metadata_bytes(count) for count in counts] == [-(-(48 + 64 * count) // PAGE) * PAGE for count in counts]


@pytest.mark.parametrize(
    "change, said",
    [
        ({"magic": 0x4342_5A55}, "is not a ZBC file of tcmu-runner's (it does not begin with its magic number)"),
        ({"model": 0x15}, "has metadata that tcmu-runner does not take"),
        ({"block_size": 520}, "has metadata that tcmu-runner does not take"),
        ({"block_size": 0}, "has metadata that tcmu-runner does not take"),
        ({"zone_size": 0}, "has metadata that tcmu-runner does not take"),
        ({"zone_size": 2047}, "has metadata that tcmu-runner does not take"),
        ({"zones": 0}, "has metadata that tcmu-runner does not take"),
        ({"zones": 7}, "has metadata that tcmu-runner does not take"),
        ({"zones": 0xFFFFFFFF}, "has metadata that tcmu-runner does not take"),
        ({"conventional": 8}, "has metadata that tcmu-runner does not take"),
        ({"open": 9}, "has metadata that tcmu-runner does not take"),
        ({"capacity": 0, "zones": 0}, "has metadata that tcmu-runner does not take"),
        ({"capacity": (1 << 64) - 1}, "has metadata that tcmu-runner does not take"),
    ],
)
def test_metadata_that_the_handler_formats_away_are_refused(
    tmp_path: Path, change: "dict[str, int]", said: str
) -> None:
    path = write(tmp_path, META, zones(META))
    with open(path, "r+b") as file:
        file.write(META._replace(**change).packed())
    assert reason(path) == said


@pytest.mark.parametrize(
    "number, change",
    [
        (0, {"kind": 0}),
        (7, {"kind": 4}),
        (7, {"kind": PREFERRED}),
        (0, {"condition": EMPTY}),
        (3, {"start": 3 * 2048 + 1}),
        (3, {"length": 2049}),
    ],
)
def test_a_zone_that_the_handler_formats_away_is_refused(tmp_path: Path, number: int, change: "dict[str, int]") -> None:
    broken = zones(META)
    broken[number] = broken[number]._replace(**change)
    assert reason(write(tmp_path, META, broken)) == f"has a broken zone, number {number}"


def test_a_required_zone_of_a_host_aware_disk_is_refused(tmp_path: Path) -> None:
    meta = META._replace(model=0)
    broken = zones(meta)
    broken[5] = broken[5]._replace(kind=REQUIRED)
    assert reason(write(tmp_path, meta, broken), GEOMETRY._replace(model="host-aware")) == "has a broken zone, number 5"


@pytest.mark.parametrize("size", [PAGE + 8 * MIB - 1, PAGE + 8 * MIB + 1, 8 * MIB, 1000, 48, 560])
def test_another_length_is_refused_with_both(tmp_path: Path, size: int) -> None:
    path = write(tmp_path, META, zones(META))
    os.truncate(path, size)
    assert reason(path) == f"has {size} bytes, expected {PAGE + 8 * MIB}"


@pytest.mark.parametrize("content", [b"", b"U", META.packed()[:47], b"QFI\xfb" + b"\0" * 1000, b"\0" * 100_000])
def test_what_does_not_begin_as_one_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "zbc0.raw"
    path.write_bytes(content)
    assert reason(path) == "is not a ZBC file of tcmu-runner's (it does not begin with its magic number)"


@pytest.mark.parametrize(
    "geometry, said",
    [
        (GEOMETRY._replace(size=16 * MIB), "size is 8M, expected 16M"),
        (GEOMETRY._replace(zone_size=2 * MIB), "zone size is 1M, expected 2M"),
        (GEOMETRY._replace(block_size=4096), "block size is 512, expected 4096"),
        (GEOMETRY._replace(conventional_zones=3), "number of conventional zones is 2, expected 3"),
        (GEOMETRY._replace(model="host-aware"), "model is host-managed, expected host-aware"),
        (GEOMETRY._replace(max_open=1), "number of zones that can be open is 3, expected 1"),
    ],
)
def test_another_geometry_is_refused_with_both(tmp_path: Path, geometry: ZbcGeometry, said: str) -> None:
    path = write(tmp_path, META, zones(META))
    assert refusal(lambda: check(path, geometry)) == f"Cannot take it: it is a ZBC file whose {said}.{OTHER}"


def test_an_absent_file_is_refused_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "zbc0.raw"
    assert refusal(lambda: check(path)) == (
        f"Cannot take it: there is no file {path}.\n"
        "Mount the file system that it is on; or make it: virt-zoned-lio format."
    )
    assert not path.exists()


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    whole = write(tmp_path, META, zones(META))
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(whole)
    (tmp_path / "dangling").symlink_to(tmp_path / "absent")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    before = time.monotonic()
    said: List[Tuple[str, str]] = []
    for name in ("fifo", "folder", "link", "dangling", "loop", "socket"):
        said.append((name, refusal(partial(check, tmp_path / name))))
    assert time.monotonic() - before < 5
    no_file = f"Cannot take it: it is not a regular file.{LEFT}"
    link = "Cannot take it: it is a symbolic link, expected the file itself.\nName the file that it leads to."
    assert said == [
        ("fifo", no_file), ("folder", no_file), ("link", link), ("dangling", link), ("loop", link), ("socket", no_file)
    ]  # fmt: skip
    assert refusal(lambda: check(Path("/dev/zero"))) == no_file
