"""Files of QEMU's command line, which QEMU's user must be able to open. Only root can try it as another user."""

import os
from pathlib import Path

import pytest

from tests.outcome import refusal
from virt_zoned_lio import folders

pytestmark = [pytest.mark.root, pytest.mark.usefixtures("as_root")]

ACT = "Cannot take it"
NOBODY = 65534


def openable(path: Path, user: str = str(NOBODY), group: str = str(NOBODY)) -> None:
    folders.require_openable(str(path), (user, group), ACT)


def test_a_file_that_qemus_user_may_not_write_is_refused_until_it_may(folder: Path) -> None:
    path = folder / "zns0.raw"
    path.write_bytes(b"")
    refused = (
        "Cannot take it: QEMU, as user 65534 and group 65534, may not read and write it.\n"
        f"Give it to that user: chown 65534:65534 {path}; chmod u+rw {path}; and see that its folders let that user through."
    )
    for owner, group, mode in ((0, 0, 0o644), (0, NOBODY, 0o640), (NOBODY, 0, 0o400)):
        os.chown(path, owner, group)
        os.chmod(path, mode)
        assert refusal(lambda: openable(path)) == refused
    for owner, group, mode in ((NOBODY, 0, 0o600), (0, NOBODY, 0o660), (0, 0, 0o666)):
        os.chown(path, owner, group)
        os.chmod(path, mode)
        openable(path)
    os.chmod(folder, 0o700)
    assert refusal(lambda: openable(path)) == refused


def test_a_link_in_its_place_is_not_followed_for_qemus_user(folder: Path) -> None:
    (folder / "zns0.raw").write_bytes(b"")
    os.chmod(folder / "zns0.raw", 0o666)
    (folder / "link").symlink_to("zns0.raw")
    openable(folder / "zns0.raw")
    assert "may not read and write it" in refusal(lambda: openable(folder / "link"))


def test_root_and_the_user_by_name_may_open_what_is_theirs(folder: Path) -> None:
    path = folder / "zns0.raw"
    path.write_bytes(b"")
    os.chmod(path, 0o600)
    openable(path, "root", "root")
    openable(path, "0", "0")
    os.chown(path, NOBODY, 0)
    openable(path, "nobody", "nogroup")


@pytest.mark.parametrize(
    "user, group", [("nobody-here", "root"), ("nobody", "none-here"), ("²", "²"), ("9" * 30, "0"), ("0", "9" * 30)]
)
def test_a_user_or_group_that_is_none_is_refused_or_may_not_open(folder: Path, user: str, group: str) -> None:
    path = folder / "zns0.raw"
    path.write_bytes(b"")
    message = refusal(lambda: openable(path, user, group))
    if user == "9" * 30:
        assert message.startswith(f"Cannot take it: QEMU, as user {user} and group {group}, may not")
    else:
        assert message == (
            f"Cannot take it: there is no user {user} with a group {group} on this host, as which QEMU would run."
        )


@pytest.mark.parametrize(
    "text, may",
    [
        ('user = "nobody"\ngroup = "nogroup"\n', True),
        ('# user = "root"\n  user="+65534"  # ours\n group="+65534"', True),
        ('user = "nobody"\n', True),
        ('group = "nogroup"\nuser = "root"\n', True),
        ('user = "daemon"\ngroup = "daemon"\n', False),
    ],
)
def test_without_a_label_the_user_is_that_of_qemu_conf(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: str, may: bool
) -> None:
    path = folder / "zns0.raw"
    path.write_bytes(b"")
    os.chown(path, NOBODY, NOBODY)
    os.chmod(path, 0o600)
    (folder / "qemu.conf").write_text(text, encoding="utf-8")
    monkeypatch.setattr(folders, "_QEMU_CONF", str(folder / "qemu.conf"))
    if may:
        folders.require_openable(str(path), None, ACT)
    else:
        assert "as user daemon and group daemon" in refusal(lambda: folders.require_openable(str(path), None, ACT))


def test_without_qemu_conf_the_user_is_the_distributions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_QEMU_CONF", str(folder / "absent"))
    path = folder / "zns0.raw"
    path.write_bytes(b"")
    os.chmod(path, 0o600)
    message = refusal(lambda: folders.require_openable(str(path), None, ACT))
    assert message.startswith("Cannot take it: QEMU, as user libvirt-qemu and group libvirt-qemu, may not")
