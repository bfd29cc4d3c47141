"""The note that a domain's devices are ready."""

from pathlib import Path

import pytest

from virt_zoned_lio import readiness
from virt_zoned_lio.claims import now
from virt_zoned_lio.devices import Device, HostDisk, UserTarget

SMR = Device("virtio-scsi", "smr0", HostDisk("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", wwn="0x5000c500a1b2c3d4"))
TARGET = Device("vhost-scsi", "target0", UserTarget(), wwpn="naa.5001405a160fe2e1")
KEYS = ["dev-8:16", "wwn-t10.ATA     A disk"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    (tmp_path / "domain").touch()
    return str(tmp_path / "domain")


def test_noted_devices_are_ready_until_the_note_is_cleared(path: str) -> None:
    assert readiness.noted_keys(path, [SMR, TARGET]) is None
    readiness.note(path, [SMR, TARGET], KEYS)
    assert readiness.noted_keys(path, [SMR, TARGET]) == KEYS
    readiness.clear(path)
    assert readiness.noted_keys(path, [SMR, TARGET]) is None


@pytest.mark.parametrize("other", [[SMR], [], [TARGET, SMR], [SMR._replace(backing=HostDisk("/dev/sdf")), TARGET]])
def test_other_devices_are_not_ready(path: str, other: "list[Device]") -> None:
    readiness.note(path, [SMR, TARGET], KEYS)
    assert readiness.noted_keys(path, other) is None


def test_devices_are_ready_at_the_very_moment_of_the_note(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("virt_zoned_lio.readiness.now", lambda: 1.00060001)
    readiness.note(path, [SMR], KEYS)
    assert readiness.noted_keys(path, [SMR]) == KEYS


@pytest.mark.parametrize("seconds", [-1.0, 121.0])
def test_the_note_of_a_start_that_is_over_counts_no_more(
    path: str, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    readiness.note(path, [SMR], KEYS)
    later = now() + seconds
    monkeypatch.setattr("virt_zoned_lio.readiness.now", lambda: later)
    assert readiness.noted_keys(path, [SMR]) is None


@pytest.mark.parametrize(
    "text",
    ["", "\n", "half", "[", "{}", "7", "[1, 2]", '["x", [], null]', '["x", [], NaN]', "\0" * 4096, "\u00e9"],
)
def test_a_note_that_a_kill_cut_off_or_that_is_none_says_nothing(path: str, text: str) -> None:
    Path(path).write_text(text, encoding="utf-8")
    assert readiness.noted_keys(path, [SMR]) is None


def test_without_the_file_nothing_is_ready(tmp_path: Path) -> None:
    assert readiness.noted_keys(str(tmp_path / "absent"), [SMR]) is None
