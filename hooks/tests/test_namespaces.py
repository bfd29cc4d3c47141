"""Namespaces: what each kind of backing is refused for, on images that qemu-img makes."""

import os
import struct
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.outcome import refusal
from virt_zoned_lio import namespaces, qcow2
from virt_zoned_lio.devices import QCOW2, NamespaceFile
from virt_zoned_lio.disks import Disk

MIB = 1 << 20
ACT = "Cannot take it"
LEFT = "\nIt was left as it is. Put the right file in its place, or detach it and attach another."


def image(path: Path, *options: str, size: str = "64M") -> Path:
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", *options, str(path), size], check=True)
    return path


def on(path: Path, size: int = 64 * MIB) -> NamespaceFile:
    return NamespaceFile(str(path), size, True, True, QCOW2, 4 * MIB)


def refused(path: Path) -> str:
    return refusal(partial(namespaces.require_file, on(path), "smr1", ACT))


@pytest.mark.parametrize("compat", ["0.10", "1.1"])
def test_an_image_of_its_virtual_size_is_taken_and_its_own_size_does_not_count(tmp_path: Path, compat: str) -> None:
    path = image(tmp_path / "a.qcow2", "-o", f"compat={compat}")
    assert namespaces.require_file(on(path), "smr1", ACT).st_ino == path.stat().st_ino
    assert refusal(partial(namespaces.require_file, on(path, path.stat().st_size), "smr1", ACT)).startswith(
        f"Cannot take it: its virtual size is {64 * MIB} bytes, expected {path.stat().st_size} "
    )


@pytest.mark.parametrize("image_format", ["raw", QCOW2])
def test_an_absent_file_may_be_created_again_where_each_start_empties_the_zones(
    tmp_path: Path, image_format: str
) -> None:
    zoned = NamespaceFile(str(tmp_path / "absent"), 64 * MIB, True, True, image_format, 4 * MIB)
    conventional = zoned._replace(zoned=False, zone_size=0)
    for backing, remedy in (
        (zoned, "create the file again: virt-zoned repair 'a b'"),
        (conventional, "detach it and attach it again."),
    ):
        assert refusal(partial(namespaces.require_file, backing, "a b", ACT)) == (
            f"Cannot take it: there is no such file.\nMount the file system that it is on; or {remedy}"
        )


def test_what_is_not_an_image_is_refused(tmp_path: Path) -> None:
    for content in (b"", b"QFI\xfb", b"x" * 200, b"QFI\xfb\0\0\0\1" + bytes(200), b"QFI\xfb\0\0\0\3" + bytes(70)):
        (tmp_path / "raw").write_bytes(content)
        assert refused(tmp_path / "raw") == f"Cannot take it: it is not a qcow2 image, expected one.{LEFT}"
    (tmp_path / "link").symlink_to(image(tmp_path / "a.qcow2"))
    assert refused(tmp_path / "link").startswith("Cannot take it: it is a symbolic link to ")


def test_an_overlay_is_refused_and_names_what_is_below(tmp_path: Path) -> None:
    base = image(tmp_path / "base.qcow2")
    path = image(tmp_path / "a.qcow2", "-b", str(base), "-F", "qcow2")
    assert refused(path) == f"Cannot take it: it is an overlay of {base}, expected an image without a backing file.{LEFT}"


def test_an_image_with_its_data_elsewhere_is_refused(tmp_path: Path) -> None:
    path = image(tmp_path / "a.qcow2", "-o", f"data_file={tmp_path}/data.raw")
    assert refused(path) == (
        f"Cannot take it: its data is in another file, {tmp_path}/data.raw, expected an image with its data in itself.{LEFT}"
    )


def test_an_encrypted_image_is_refused(tmp_path: Path) -> None:
    options = "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10"
    path = image(tmp_path / "a.qcow2", "--object", "secret,id=s,data=x", "-o", options)
    assert refused(path) == f"Cannot take it: it is encrypted, expected an image that is not.{LEFT}"


def test_a_corrupt_image_is_refused(tmp_path: Path) -> None:
    path = image(tmp_path / "a.qcow2")
    with open(path, "r+b") as file:
        file.seek(72)
        file.write(struct.pack(">Q", 1 << 1))
    assert refused(path) == f"Cannot take it: QEMU marked it as corrupt.\nRepair it: qemu-img check -r all {path}"


def test_names_beyond_the_file_are_none(tmp_path: Path) -> None:
    path = image(tmp_path / "a.qcow2")
    with open(path, "r+b") as file:
        file.seek(8)
        file.write(struct.pack(">QI", (1 << 64) - 1, (1 << 32) - 1))
    header = qcow2.read_header(str(path))
    assert header is not None and header.backing_file == ""
    with open(path, "r+b") as file:
        file.seek(72)
        file.write(struct.pack(">Q", 1 << 2))
        file.seek(100)
        file.write(struct.pack(">I", (1 << 32) - 1))
    header = qcow2.read_header(str(path))
    assert header is not None and header.data_file == ""


@pytest.fixture
def device(tmp_path: Path) -> Disk:
    """A block device of 66 MiB, as sysfs has it."""
    (tmp_path / "queue").mkdir()
    (tmp_path / "queue/zoned").write_text("none\n", encoding="ascii")
    (tmp_path / "size").write_text(f"{66 * MIB // 512}\n", encoding="ascii")
    return Disk("/dev/dm-0", str(tmp_path), frozenset(), None)


def test_a_device_gives_whole_zones(device: Disk) -> None:
    for size, zone_size in ((64, 4), (66, 2), (66, 0)):
        backing = NamespaceFile("/dev/vg0/zns", size * MIB, False, bool(zone_size), zone_size=zone_size * MIB)
        namespaces.require_device(backing, device, ACT)
    for size, zone_size, said in ((60, 4, "(60M) and less than a further zone"), (68, 4, "(68M) and"), (64, 0, "(64M).")):
        backing = NamespaceFile("/dev/vg0/zns", size * MIB, False, bool(zone_size), zone_size=zone_size * MIB)
        message = refusal(partial(namespaces.require_device, backing, device, ACT))
        assert message.startswith(f"Cannot take it: its size is {66 * MIB} bytes, expected {size * MIB} {said}")


def test_a_device_with_zones_of_its_own_is_refused(device: Disk) -> None:
    Path(device.folder, "queue/zoned").write_text("host-managed\n", encoding="ascii")
    backing = NamespaceFile("/dev/sdf", 64 * MIB, False, zone_size=4 * MIB)
    assert refusal(partial(namespaces.require_device, backing, device, ACT)) == (
        "Cannot take it: it is a zoned device (host-managed), which needs no emulation."
        "\nDetach it and attach it as it is: --virtio-blk /dev/sdf"
    )


def test_a_device_that_its_user_may_not_open_is_refused(tmp_path: Path) -> None:
    node = tmp_path / "node"
    node.write_bytes(b"")
    node.chmod(0o400)
    if os.geteuid() == 0:
        namespaces.require_openable(str(node), ACT)
    else:
        assert "who may not read and write it (it is -r--------)" in refusal(
            partial(namespaces.require_openable, str(node), ACT)
        )
