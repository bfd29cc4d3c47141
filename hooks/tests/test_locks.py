"""Locks: held by one at a time, waited for, but not for ever."""

import fcntl
import os
import time
from pathlib import Path

import pytest

from tests.conftest import Start
from tests.outcome import refusal
from virt_zoned_lio import locks

HOLDER = """
import fcntl, os, sys, time
path, seconds, removes = sys.argv[1:]
descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
fcntl.flock(descriptor, fcntl.LOCK_EX)
print("ready", flush=True)
time.sleep(float(seconds))
if removes == "yes":
    os.unlink(path)
"""


def hold(path: Path) -> None:
    with locks.locked(str(path), "domain 'smr1'"):
        pass


def is_locked(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def test_a_lock_is_held_within_and_free_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with locks.locked(str(path), "the claims"):
        assert is_locked(path)
    assert not is_locked(path)


def test_a_lock_is_free_after_a_failure_within(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), locks.locked(str(path), "the claims"):
        raise ZeroDivisionError
    assert not is_locked(path)


def test_a_lock_that_another_keeps_is_refused_in_the_end(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LIMIT_SECONDS", 1.0)
    start(HOLDER, str(tmp_path / "lock"), "600", "no")
    before = time.monotonic()
    assert refusal(lambda: hold(tmp_path / "lock")) == (
        "Cannot lock domain 'smr1': another virt-zoned has held it for 1 s.\n"
        "Try again; 'ps -ef | grep virt-zoned' shows who it is."
    )
    assert 1 <= time.monotonic() - before < 10


@pytest.mark.parametrize("removes", ["no", "yes"])
def test_a_lock_is_waited_for_also_where_its_holder_removes_the_file(
    start: Start, tmp_path: Path, removes: str
) -> None:
    path = tmp_path / "lock"
    start(HOLDER, str(path), "0.3", removes)
    before = time.monotonic()
    with locks.locked(str(path), "domain 'smr1'"):
        assert is_locked(path)
    assert time.monotonic() - before > 0.1


def test_a_lock_ends_with_the_process_that_held_it(start: Start, tmp_path: Path) -> None:
    holder = start(HOLDER, str(tmp_path / "lock"), "600", "no")
    holder.kill()
    hold(tmp_path / "lock")
