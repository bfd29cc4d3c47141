"""What a running guest has given up is taken away, and nothing of what it has."""

import subprocess
from pathlib import Path
from typing import Callable

import pytest

from tests.documents import UUID, domain, recorded
from tests.outcome import refusal
from virt_zoned_lio import release
from virt_zoned_lio.claims import Claim, Claims, now
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.release import release_gone
from virt_zoned_lio.state import State

DISK = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"
RECORD = f"<z:device way='virtio-scsi' name='smr0' source='{DISK}'/>"
ELEMENT = f"<devices><disk><source dev='{DISK}'/><alias name='ua-zoned-smr0'/></disk></devices>"
ATTACHED = recorded(RECORD).replace(b"</domain>", ELEMENT.encode() + b"</domain>")
# /dev/full, which the tests' QEMU has open, and /dev/zero, which it has not.
OPEN, CLOSED = "dev-1:7", "dev-1:5"
StartQemu = Callable[[str, str], "subprocess.Popen[str]"]


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qemu: StartQemu) -> Claims:
    """Of a host on which the domain runs."""
    qemu("smr1", UUID)
    state = State(str(tmp_path / "state"))
    state.make()
    monkeypatch.setattr(release, "here", lambda: state)
    monkeypatch.setattr(release, "Qemus", lambda: Qemus(str(tmp_path / "qemu")))
    Path(state.domain(UUID)).touch()
    return Claims(state, Qemus(str(tmp_path / "qemu")))


def claim(device: str, key: str) -> Claim:
    return Claim(key, UUID, "smr1", device, "virtio-scsi", DISK, False, now())


def has_something(tmp_path: Path) -> bool:
    return (tmp_path / "state" / "domains" / UUID).exists()


def test_a_device_without_an_element_is_given_up_and_the_others_are_kept(claims: Claims, tmp_path: Path) -> None:
    kept = claim("smr0", OPEN)
    assert claims.take(kept) and claims.take(claim("smr1", CLOSED))
    release_gone(ATTACHED)
    assert claims.all() == [kept]
    assert has_something(tmp_path)


@pytest.mark.parametrize("document", [recorded(RECORD), domain("<devices/>")], ids=["recorded", "not recorded"])
def test_with_the_last_the_domain_has_nothing_here(claims: Claims, tmp_path: Path, document: bytes) -> None:
    assert claims.take(claim("smr0", CLOSED))
    release_gone(document)
    assert claims.all() == []
    assert not has_something(tmp_path)
    release_gone(document)


def test_a_disk_that_qemu_has_open_is_kept_whatever_the_document_says(claims: Claims) -> None:
    kept = claim("smr0", OPEN)
    assert claims.take(kept)
    assert refusal(lambda: release_gone(domain("<devices/>"))) == (
        f"Cannot take {DISK} from domain 'smr1': its QEMU has it open still.\n"
        "Detach it first: virt-zoned detach --live smr1 smr0"
    )
    assert claims.all() == [kept]


@pytest.mark.parametrize(
    ("name", "key", "element"),
    [
        ("smr0", CLOSED, ELEMENT),
        (
            "zbc0",
            "vhost-naa.5001405a160fe2e1",
            "<devices><hostdev mode='subsystem' type='scsi_host'><source protocol='vhost' wwpn='naa.5001405A160FE2E1'/>"
            "<alias name='ua-zoned-all'/></hostdev></devices>",
        ),
    ],
)
def test_an_element_that_nothing_records_keeps_its_claims(claims: Claims, name: str, key: str, element: str) -> None:
    kept = claim(name, key)
    assert claims.take(kept)
    release_gone(domain(element))
    assert claims.all() == [kept]


def test_another_domain_keeps_what_it_has(claims: Claims) -> None:
    other = claim("smr0", CLOSED)._replace(domain="11111111-2222-3333-4444-555555555555")
    assert claims.take(other)
    release_gone(domain("<devices/>"))
    assert claims.all() == [other]
