"""Calls that wait for tcmu-runner: each in a process of its own, which may get stuck."""

import fcntl
import os
import signal
import time
from pathlib import Path
from typing import Callable, Optional

import pytest

from tests.conftest import Start
from tests.outcome import refusal
from virt_zoned_lio import tcmurunner
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.state import State

JOURNAL = "\n'journalctl -u tcmu-runner' may say why."
DAEMON = """
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.lockf(file, fcntl.LOCK_EX)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> State:
    state = State(str(tmp_path / "state"))
    state.make()
    monkeypatch.setattr(tcmurunner, "here", lambda: state)
    return state


def ask(call: Callable[[], object]) -> None:
    tcmurunner.ask("Cannot take it", "zoned-x", lambda: None if call() else None)


def fail(text: str) -> None:
    raise OSError(text)


def test_what_a_call_does_is_done(tmp_path: Path) -> None:
    ask((tmp_path / "made").mkdir)
    assert (tmp_path / "made").is_dir()


def test_a_call_that_fails_is_refused_in_its_words() -> None:
    assert refusal(lambda: ask(lambda: fail("two\nlines\tof words"))) == f"Cannot take it: two lines of words.{JOURNAL}"
    assert refusal(lambda: ask(lambda: fail(""))) == f"Cannot take it: OSError.{JOURNAL}"


def refuse(remedy: Optional[str]) -> None:
    raise Refusal("Cannot take it: LIO refused: no.", remedy)


def test_a_call_that_is_refused_is_so_in_its_own_words_once() -> None:
    assert refusal(lambda: ask(lambda: refuse("Do this."))) == "Cannot take it: LIO refused: no.\nDo this."
    assert refusal(lambda: ask(lambda: refuse(None))) == f"Cannot take it: LIO refused: no.{JOURNAL}"


def test_a_call_that_is_killed_has_not_succeeded() -> None:
    killed = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
    assert (
        refusal(lambda: ask(killed))
        == f"Cannot take it: the process that asked tcmu-runner was ended by signal 9.{JOURNAL}"
    )


NO_ANSWER = (
    "Cannot take it: tcmu-runner is not running, and the kernel waits for its answer.\n"
    "Start it: systemctl start tcmu-runner; then try again."
)


def test_a_call_without_an_answer_is_refused_and_holds_nothing_open(
    tmp_path: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    """libvirt waits until nobody has the hook's output open any more; and the next one must not touch what waits."""
    monkeypatch.setattr(tcmurunner, "_ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(tcmurunner, "_PATIENCE_SECONDS", 0.3)
    answer = tmp_path / "answer"
    reading, writing = os.pipe()
    try:
        assert refusal(lambda: ask(lambda: wait_for(answer))) == NO_ANSWER
        os.close(writing)
        assert os.read(reading, 1) == b""
        assert refusal(lambda: ask((tmp_path / "made").mkdir)) == NO_ANSWER
        assert not (tmp_path / "made").exists()
    finally:
        answer.touch()
        os.waitpid(-1, 0)
        os.close(reading)
    ask((tmp_path / "made").mkdir)
    assert (tmp_path / "made").exists() and os.listdir(state.asked) == []


def test_a_call_that_a_killed_one_left_behind_is_waited_for(tmp_path: Path, state: State) -> None:
    lock = os.open(f"{state.asked}/zoned-x", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    child = os.fork()
    if child == 0:
        time.sleep(0.5)
        os._exit(0)
    os.close(lock)
    ask((tmp_path / "made").mkdir)
    assert (tmp_path / "made").exists()
    assert os.waitpid(child, 0) == (child, 0)


def wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.05)


def test_a_call_says_nothing_itself(capfd: pytest.CaptureFixture[str]) -> None:
    ask(lambda: [os.write(descriptor, b"noise") for descriptor in (1, 2)])
    assert capfd.readouterr() == ("", "")


def test_the_daemon_runs_while_it_holds_its_lock(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tcmu.lock"
    monkeypatch.setattr(tcmurunner, "_LOCK", str(path))
    assert not tcmurunner.is_running()
    daemon = start(DAEMON, str(path))
    assert tcmurunner.is_running()
    tcmurunner.require_running("Cannot take it")
    daemon.kill()
    daemon.wait()
    assert not tcmurunner.is_running()
    assert refusal(lambda: tcmurunner.require_running("Cannot take it")) == (
        "Cannot take it: tcmu-runner is not running.\n"
        "Start it: systemctl enable --now tcmu-runner (Debian's package tcmu-runner)."
    )
    with open(path, "w", encoding="ascii") as file:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
