"""The policy: what an administrator lets be handed out."""

import os
from pathlib import Path

import pytest

from tests.outcome import refusal
from virt_zoned_lio.policy import Policy, read

ACT = "Cannot take it"
BOTH = """\
# ours
[devices]
allow = /dev/disk/by-id/wwn-0x5000c500* /dev/nullb?
  # SSDs
  /dev/disk/by-id/nvme-*
[folders]
allow =
    /var/lib/libvirt/zoned
    /srv/zoned/
"""
NO_DEVICE = "Cannot take it: /etc/virt-zoned/policy.conf does not allow this device.\nAdd it there, under [devices]."
NO_FOLDER = (
    "Cannot take it: /etc/virt-zoned/policy.conf does not allow files in this folder.\n"
    "Add the folder there, under [folders]."
)


def policy(tmp_path: Path, text: str) -> Policy:
    path = tmp_path / "policy.conf"
    path.write_text(text, encoding="utf-8")
    os.chmod(path, 0o644)
    return read(str(path))


def unreadable(tmp_path: Path, text: str) -> str:
    message = refusal(lambda: policy(tmp_path, text))
    start = f"Cannot read {tmp_path}/policy.conf: "
    end = ".\nCorrect it, or move it away to have no limits but the built-in ones."
    assert message.startswith(start) and message.endswith(end)
    return message[len(start) : -len(end)]


def test_without_a_file_or_a_section_all_is_allowed(tmp_path: Path) -> None:
    assert (
        read(str(tmp_path / "absent")) == policy(tmp_path, "") == policy(tmp_path, "# nothing\n") == Policy(None, None)
    )
    assert policy(tmp_path, "[folders]\nallow=/srv") == Policy(None, ["/srv"])
    Policy(None, None).require_device("/dev/sda", ACT)
    Policy(None, None).require_folder("/etc/shadow", ACT)


def test_an_empty_list_allows_nothing(tmp_path: Path) -> None:
    for text in ("[devices]\n[folders]\n", "[devices]\nallow=\n[folders]\nallow =\n"):
        found = policy(tmp_path, text)
        assert refusal(lambda: found.require_device("/dev/nullb0", ACT)) == NO_DEVICE
        assert refusal(lambda: found.require_folder("/srv/a", ACT)) == NO_FOLDER


def test_devices_are_allowed_by_patterns(tmp_path: Path) -> None:
    found = policy(tmp_path, BOTH)
    for path in ("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", "/dev/disk/by-id/nvme-eui.1", "/dev/nullb0"):
        found.require_device(path, ACT)
    for path in ("/dev/sda", "/dev/nullb10", "/dev/NULLB0", "/dev/disk/by-id/wwn-0x6000c500a1b2c3d4", "/x/dev/nullb0"):
        assert refusal(lambda: found.require_device(path, ACT)) == NO_DEVICE  # pylint: disable=cell-var-from-loop


def test_a_device_is_allowed_by_another_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to("/dev/full")
    policy(tmp_path, "[devices]\nallow = /dev/full").require_device(str(tmp_path / "other"), ACT)
    refused = policy(tmp_path, f"[devices]\nallow = {tmp_path}/other")
    assert refusal(lambda: refused.require_device("/dev/full", ACT)) == NO_DEVICE


def test_files_are_allowed_below_folders(tmp_path: Path) -> None:
    found = policy(tmp_path, BOTH)
    for path in ("/var/lib/libvirt/zoned/zbc0.raw", "/var/lib/libvirt/zoned/nvme/a.raw", "/srv/zoned/a"):
        found.require_folder(path, ACT)
    for path in ("/var/lib/libvirt/zoned", "/var/lib/libvirt/zoned2/a", "/srv/a", "/etc/shadow", "/x/srv/zoned/a"):
        assert refusal(lambda: found.require_folder(path, ACT)) == NO_FOLDER  # pylint: disable=cell-var-from-loop
    policy(tmp_path, "[folders]\nallow = /").require_folder("/a", ACT)


UNKNOWN = "has words that are not known, expected [devices], [folders] with allow"


@pytest.mark.parametrize(
    "text, reason",
    [
        ("[device]\nallow = /dev/sda", "'[device]' " + UNKNOWN),
        ("[devices]\nallow = /dev/sda\ndeny = /dev/sdb", "'[devices]' " + UNKNOWN),
        ("[DEFAULT]\nallow = /dev/sda", "'[DEFAULT]' " + UNKNOWN),
        ("allow = /dev/sda", "line 1 is in no section, expected [devices] or [folders]"),
        ("[devices]\n/dev/sda", "line 2 is not understood, expected allow = …"),
        ("[devices]\nallow = a\nallow = b", "line 3 says again what is said above it"),
        ("[devices]\n[devices]", "line 2 says again what is said above it"),
    ],
)
def test_what_is_not_understood_is_refused_not_ignored(tmp_path: Path, text: str, reason: str) -> None:
    assert unreadable(tmp_path, text) == reason


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "policy.conf"
    path.write_bytes(b"[devices]\nallow = \xff\n")
    assert refusal(lambda: read(str(path))) == (
        f"Cannot read {path}: it is not in UTF-8.\n" "Correct it, or move it away to have no limits but the built-in ones."
    )
    path.unlink()
    path.mkdir()
    assert refusal(lambda: read(str(path))) == (
        f"Cannot read {path}: Is a directory.\nCorrect it, or move it away to have no limits but the built-in ones."
    )


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_may_write_to_is_not_trusted(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "policy.conf"
    path.write_text("[devices]\nallow = *\n", encoding="utf-8")
    os.chmod(path, mode)
    assert refusal(lambda: read(str(path))) == (
        f"Cannot trust {path}: others than root may write to it.\nRun: chown root:root {path}; chmod 644 {path}"
    )
