"""The QEMUs that live: a file of libvirt's says where to look, the process itself who it is."""

import os
import subprocess
from pathlib import Path
from typing import Callable

from virt_zoned_lio.qemus import Qemus

A = "6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11"
B = "11111111-2222-3333-4444-555555555555"
StartQemu = Callable[[str, str], "subprocess.Popen[str]"]


def qemus(tmp_path: Path) -> Qemus:
    return Qemus(str(tmp_path / "qemu"))


def number(device: str) -> int:
    return os.stat(device).st_rdev


def test_a_domain_runs_while_its_process_does(qemu: StartQemu, tmp_path: Path) -> None:
    process = qemu("smr1", A.upper())
    assert qemus(tmp_path).pid(A) == process.pid
    assert qemus(tmp_path).pid(B) is None
    process.kill()
    process.wait()
    assert qemus(tmp_path).pid(A) is None


def test_a_number_that_is_another_process_by_now_is_no_qemu(qemu: StartQemu, tmp_path: Path) -> None:
    (tmp_path / "qemu/old.pid").write_text(f"{os.getpid()}\n", encoding="ascii")
    process = qemu("smr2", B)
    (tmp_path / "qemu/smr1.pid").write_text(f"{process.pid}\n", encoding="ascii")
    assert qemus(tmp_path).pid(A) is None
    assert qemus(tmp_path).pid(B) == process.pid


def test_a_file_that_holds_no_number_is_passed_over(qemu: StartQemu, tmp_path: Path) -> None:
    for name, content in (
        ("a", b""),
        ("b", b"many\n"),
        ("c", b"\xff\n"),
        ("d", b"-1\n"),
        ("e", b"9" * 4000),
        ("f", b"0\n"),
    ):
        (tmp_path / f"qemu/{name}.pid").write_bytes(content)
    (tmp_path / "qemu/g.pid").mkdir()
    (tmp_path / "qemu/h.pid").symlink_to("/nonexistent")
    process = qemu("smr1", A)
    assert qemus(tmp_path).pid(A) == process.pid


def test_without_libvirts_folder_nothing_runs(tmp_path: Path) -> None:
    assert Qemus(str(tmp_path / "absent")).pid(A) is None


def test_the_device_that_a_qemu_has_open_is_in_use_by_its_domain(qemu: StartQemu, tmp_path: Path) -> None:
    qemu("smr1", A)
    qemu("smr 2", B)
    assert sorted(qemus(tmp_path).with_open(frozenset([number("/dev/full")]))) == [(B, "smr 2"), (A, "smr1")]
    assert not list(qemus(tmp_path).with_open(frozenset([number("/dev/zero")])))
    assert not list(qemus(tmp_path).with_open(frozenset()))
