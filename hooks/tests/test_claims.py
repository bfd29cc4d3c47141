"""Claims: of two domains that run only one has a disk, a file or a target."""

import subprocess
from pathlib import Path
from typing import Callable, Optional

import pytest

from tests.outcome import refusal
from virt_zoned_lio.claims import Claim, Claims, now
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.state import State

A = "6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11"
B = "11111111-2222-3333-4444-555555555555"
DISK = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"
StartQemu = Callable[[str, str], "subprocess.Popen[str]"]


def claim(domain: str, name: str, device: str = "smr0", taken: Optional[float] = None, key: str = "dev-8:16") -> Claim:
    return Claim(key, domain, name, device, "virtio-scsi", DISK, False, now() if taken is None else taken)


@pytest.fixture
def claims(tmp_path: Path) -> Claims:
    return claims_now(tmp_path)


def claims_now(tmp_path: Path) -> Claims:
    """With the QEMUs that live by now."""
    state = State(str(tmp_path / "state"))
    state.make()
    return Claims(state, Qemus(str(tmp_path / "qemu")))


def stale() -> float:
    """The time of a claim whose domain should have started by now."""
    return now() - 121


def test_a_claim_is_there_until_it_is_dropped(claims: Claims) -> None:
    mine = claim(A, "smr1")
    assert claims.take(mine)
    assert claims.all() == claims.of(A) == [mine]
    assert claims.of(B) == []
    claims.drop(mine)
    assert claims.all() == []
    claims.drop(mine)


def test_renewed_claims_of_a_domain_count_from_now(claims: Claims) -> None:
    claims.take(claim(A, "smr1", taken=stale()))
    claims.take(claim(B, "other", taken=stale(), key="dev-8:32"))
    claims.renew(A)
    assert "'smr1' is about to start with it" in refusal(lambda: claims.take(claim(B, "other")))
    assert claims.take(claim(A, "smr1", key="dev-8:32"))


def test_a_claim_taken_again_is_no_new_one_and_stays_as_it_was(claims: Claims) -> None:
    mine = claim(A, "smr1")
    assert claims.take(mine)
    assert not claims.take(mine._replace(taken=now() + 1))
    assert claims.all() == [mine]


def test_another_device_of_the_same_domain_does_not_get_it(claims: Claims) -> None:
    claims.take(claim(A, "smr1", taken=0.0))
    assert refusal(lambda: claims.take(claim(A, "smr1", device="smr9"))) == (
        f"Cannot give {DISK} to domain 'smr1' as device 'smr9': its device 'smr0' has it, {DISK}.\nDetach one of the two."
    )


def test_a_domain_that_runs_keeps_it(qemu: StartQemu, tmp_path: Path) -> None:
    qemu("smr1", A)
    claims = claims_now(tmp_path)
    claims.take(claim(A, "smr1", taken=0.0))
    assert refusal(lambda: claims.take(claim(B, "smr2"))) == (
        f"Cannot give {DISK} to domain 'smr2': domain 'smr1' runs with it, as its device 'smr0'.\n"
        "Shut 'smr1' down first, or detach it from one of the two."
    )
    assert [found.domain for found in claims.all()] == [A]


def test_a_domain_that_is_about_to_start_keeps_it(claims: Claims) -> None:
    claims.take(claim(A, "smr1", taken=now() - 100))
    assert refusal(lambda: claims.take(claim(B, "smr2"))) == (
        f"Cannot give {DISK} to domain 'smr2': domain 'smr1' is about to start with it.\n"
        "Try again once 'smr1' has started or failed; a start that was killed is forgotten after 120 s."
    )


def test_a_domain_that_ended_loses_it_to_the_next(qemu: StartQemu, tmp_path: Path) -> None:
    process = qemu("smr1", A)
    claims_now(tmp_path).take(claim(A, "smr1", taken=stale()))
    process.kill()
    process.wait()
    claims = claims_now(tmp_path)
    next_one = claim(B, "smr2")
    assert claims.take(next_one)
    assert claims.all() == [next_one]
    claims.drop(claim(A, "smr1"))
    assert claims.all() == [next_one]


def test_a_claim_from_the_future_is_stale(claims: Claims) -> None:
    claims.take(claim(A, "smr1", taken=now() + 1000))
    assert claims.take(claim(B, "smr2"))


@pytest.mark.parametrize(
    "content",
    [b"", b"garbage", b"\xff\xfe", b"[]", b"{}", b"null", b'{"domain": "x"}', b'{"domain":1,"more":2}', b"[" * 100_000],
    ids=range(9),
)
def test_a_claim_that_cannot_be_read_is_none(claims: Claims, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state/claims/dev-8:16").write_bytes(content)
    (tmp_path / "state/claims/.dev-8:17.new").write_bytes(content)
    assert claims.all() == []
    mine = claim(A, "smr1")
    assert claims.take(mine)
    assert claims.all() == [mine]


def test_a_claim_whose_words_are_of_other_kinds_is_none(claims: Claims, tmp_path: Path) -> None:
    mine = claim(A, "smr1", key="dev-8:32")
    claims.take(mine)
    text = (tmp_path / "state/claims/dev-8:32").read_text(encoding="utf-8")
    for old, new in ((f'"{A}"', "7"), ('"smr0"', "[]"), ("false", '"no"'), (f"{mine.taken}", '"now"')):
        assert text.count(old) == 1
        (tmp_path / "state/claims/dev-8:16").write_text(text.replace(old, new), encoding="utf-8")
        assert claims.all() == [mine]
        assert claims.take(claim(B, "smr2"))
        claims.drop(claim(B, "smr2"))


def test_before_the_first_claim_there_is_none(tmp_path: Path) -> None:
    assert Claims(State(str(tmp_path / "state")), Qemus(str(tmp_path / "qemu"))).all() == []
