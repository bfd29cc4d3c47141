"""Folders and files of emulated disks: where they may lie, and who may open them."""

import os
import sys
from pathlib import Path

from tests.outcome import refusal
from virt_zoned_lio import folders
from virt_zoned_lio.main import say

ACT = "Cannot take it"
NOBODY = 65534
IS_ROOT = os.geteuid() == 0


def real_folders(path: Path) -> None:
    folders.require_real_folders(str(path), ACT)


def test_folders_that_are_there_are_taken_and_the_file_need_not_be(folder: Path) -> None:
    (folder / "a").mkdir()
    real_folders(folder / "a/zbc0.raw")
    folders.require_real_folders("/zbc0.raw", ACT)


def test_an_absent_folder_is_named(folder: Path) -> None:
    assert refusal(lambda: real_folders(folder / "a/b/zbc0.raw")) == (
        f"Cannot take it: its folder {folder}/a is not there.\nMount the file system that it is on, or make it."
    )


def test_a_folder_that_is_a_symbolic_link_is_refused_wherever_it_leads(folder: Path) -> None:
    (folder / "real/deep").mkdir(parents=True)
    for name, target in (("link", "real"), ("away", "/etc"), ("dangling", "absent"), ("loop", "loop")):
        (folder / name).symlink_to(target)
        for path in (folder / name / "zbc0.raw", folder / name / "deep/zbc0.raw"):
            assert refusal(lambda: real_folders(path)) == (  # pylint: disable=cell-var-from-loop
                f"Cannot take it: {folder}/{name} is a symbolic link to {target}, expected a folder.\n"
                "Name the file by the folder that it really is in."
            )


def test_a_file_in_the_place_of_a_folder_is_refused(folder: Path) -> None:
    (folder / "a").write_bytes(b"")
    assert refusal(lambda: real_folders(folder / "a/zbc0.raw")) == f"Cannot take it: {folder}/a is not a folder."


def test_a_file_of_its_size_is_taken(folder: Path) -> None:
    (folder / "zns0.raw").write_bytes(b"x" * 10)
    assert folders.require_file(str(folder / "zns0.raw"), 10, ACT) == os.stat(folder / "zns0.raw")


def test_an_absent_file_a_link_and_another_size_are_refused(folder: Path) -> None:
    (folder / "zns0.raw").write_bytes(b"x" * 10)
    (folder / "link").symlink_to("zns0.raw")
    (folder / "folder").mkdir()
    os.mkfifo(folder / "fifo")
    assert refusal(lambda: folders.require_file(str(folder / "absent"), 10, ACT)) == (
        "Cannot take it: there is no such file.\nMount the file system that it is on; or detach it and attach it again."
    )
    assert refusal(lambda: folders.require_file(str(folder / "link"), 10, ACT)) == (
        "Cannot take it: it is a symbolic link to zns0.raw, expected the file itself.\n"
        "Name the file that it leads to: detach it and attach it again."
    )
    for name in ("folder", "fifo"):
        assert (
            refusal(lambda: folders.require_file(str(folder / name), 10, ACT))  # pylint: disable=cell-var-from-loop
            == "Cannot take it: it is not a regular file."
        )
    assert refusal(lambda: folders.require_file(str(folder / "zns0.raw"), 11, ACT)) == (
        "Cannot take it: it has 10 bytes, expected 11.\n"
        "It was left as it is. Put the right file in its place, or detach it and attach it with its own size."
    )


def said_in_a_session(path: Path) -> str:
    """What is said to an ordinary user, whose label would be root's. Root tries it as another user."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with open(writing, "w", encoding="utf-8") as sys.stderr:
            if IS_ROOT:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            say(lambda: folders.require_openable(str(path), ("root", "root"), ACT))
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text


def test_a_sessions_qemu_is_its_users(folder: Path) -> None:
    uid, gid = (NOBODY, NOBODY) if IS_ROOT else (os.geteuid(), os.getegid())
    path = folder / "zns0.raw"
    path.write_bytes(b"")
    os.chown(path, uid, gid)
    os.chmod(path, 0o600)
    assert said_in_a_session(path) == ""
    os.chmod(path, 0o400)
    assert said_in_a_session(path) == (
        f"Cannot take it: QEMU, as user {uid} and group {gid}, may not read and write it.\n"
        f"Give it to that user: chown {uid}:{gid} {path}; chmod u+rw {path}; and see that its folders let that user through.\n"
    )
