"""The limit on the time that all of it may take."""

import signal
import time

import pytest

from tests.outcome import refusal
from virt_zoned_lio import timelimit


def sleep_within_limit() -> None:
    with timelimit.limited("Cannot prepare the host"):
        time.sleep(30)


def test_what_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelimit, "LIMIT_SECONDS", 1)
    before = time.monotonic()
    assert refusal(sleep_within_limit) == (
        "Cannot prepare the host: it has taken longer than 1 s.\nTry again once the host is less busy."
    )
    assert 0.9 <= time.monotonic() - before < 10


def test_what_ends_in_time_has_no_alarm_behind_it() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with timelimit.limited("Cannot prepare the host"):
        assert signal.alarm(timelimit.LIMIT_SECONDS) > 0
    assert signal.alarm(0) == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_what_must_come_to_its_end_may_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelimit, "LIMIT_SECONDS", 1)
    with timelimit.limited("Cannot prepare the host"), timelimit.without_limit():
        time.sleep(1.2)


def test_time_without_a_processor_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelimit, "LIMIT_SECONDS", 1)
    before = time.monotonic()
    # As if half of the time another process had it.
    monkeypatch.setattr(timelimit, "waited", lambda: (time.monotonic() - before) / 2)
    assert refusal(sleep_within_limit).startswith("Cannot prepare the host: it has taken longer than 1 s.")
    assert 1.7 <= time.monotonic() - before < 10


def test_an_end_taken_for_another_failure_is_said_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelimit, "LIMIT_SECONDS", 1)

    def fail_like_rtslib() -> None:
        with timelimit.limited("Cannot prepare the host"):
            try:
                time.sleep(30)
            except Exception as error:
                raise OSError("Could not create Target in configFS") from error

    assert refusal(fail_like_rtslib).startswith("Cannot prepare the host: it has taken longer than 1 s.")
