"""tcmu-runner, the daemon behind emulated ZBC disks, and calls that wait for it."""

import fcntl
import os
import signal
import struct
import time
from contextlib import suppress
from typing import Callable, Iterable

from virt_zoned_lio.processor import waited
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.state import here

# It holds this file's lock as long as it runs (tcmu-runner, main.c).
_LOCK = "/run/tcmu.lock"
_ANSWER_SECONDS = 8.0
_PATIENCE_SECONDS = 2.0
_LOOK_SECONDS = 0.01
_FLOCK = struct.Struct("hhqqi4x")


def is_running() -> bool:
    """Whether it runs.

    The kernel would wait for its answer without an end where it ran once and doesn't any more.
    """
    try:
        descriptor = os.open(_LOCK, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        asked = _FLOCK.pack(fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        kind = _FLOCK.unpack(fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))[0]
        return bool(kind != fcntl.F_UNLCK)
    finally:
        os.close(descriptor)


def require_running(act: str) -> None:
    """Refuses where it doesn't run.

    :raises Refusal: then
    """
    if not is_running():
        raise Refusal(
            f"{act}: tcmu-runner is not running.",
            "Start it: systemctl enable --now tcmu-runner (Debian's package tcmu-runner).",
            may_pass=True,
        )


class NoAnswer(Refusal):
    """The kernel still waits for tcmu-runner. Nothing may touch that backstore meanwhile: it would hang, too."""


def require_answered(act: str, names: Iterable[str]) -> None:
    """Refuses where a call about one of these backstores or targets still waits.

    :raises NoAnswer: then
    """
    for name in names:
        with suppress(FileNotFoundError):
            lock = os.open(f"{here().asked}/{name}", os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                _take(lock)
            except BlockingIOError as error:
                raise _no_answer(act) from error
            finally:
                os.close(lock)
            os.unlink(f"{here().asked}/{name}")


def ask(act: str, name: str, call: Callable[[], None]) -> None:
    """Makes a call that the kernel answers only once tcmu-runner has.

    In a process of its own: the kernel waits without an end and can't be interrupted in that. The process holds a lock as
    long as it is there, so that whoever comes next sees it.

    :param act: what is refused: ``Cannot give … to …``
    :param name: of the backstore, or the WWPN of the target, that the call is about
    :raises NoAnswer: if there is no answer in 8 s, or one before has none yet
    :raises Refusal: if the call fails
    """
    asked = f"{here().asked}/{name}"
    lock = os.open(asked, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        status, failure = _answer(act, lock, call)
    except (BlockingIOError, TimeoutError) as error:
        raise _no_answer(act) from error
    finally:
        os.close(lock)
    os.unlink(asked)
    if status != 0:
        message, _, remedy = failure.partition("\n")
        raise Refusal(
            message or f"{act}: the process that asked tcmu-runner was ended by signal {os.WTERMSIG(status)}.",
            remedy or "'journalctl -u tcmu-runner' may say why.",
        )


def _take(lock: int) -> None:
    """Of a hook that was killed, the process that asked goes on, and usually has its answer in a moment.

    :raises BlockingIOError: if it has none yet
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(_LOOK_SECONDS)


def _no_answer(act: str) -> NoAnswer:
    if not is_running():
        return NoAnswer(
            f"{act}: tcmu-runner is not running, and the kernel waits for its answer.",
            "Start it: systemctl start tcmu-runner; then try again.",
        )
    return NoAnswer(
        f"{act}: tcmu-runner does not answer.", "Restart it: systemctl restart tcmu-runner; then try again."
    )


def _answer(act: str, lock: int, call: Callable[[], None]) -> "tuple[int, str]":
    """How the process that called ended, and what it failed by."""
    _take(lock)
    reading, writing = os.pipe()
    try:
        child = os.fork()
        if child == 0:
            _run_child(act, call, {lock, writing}, writing)
        os.close(writing)
        status = _await_end(child)
        with open(reading, encoding="utf-8", closefd=False) as pipe:
            return status, pipe.read()
    finally:
        os.close(reading)


def _run_child(act: str, call: Callable[[], None], kept: "set[int]", writing: int) -> None:
    """Never returns. libvirt waits until nobody has the hook's output open any more, so a stuck child must not."""
    status = 1
    try:
        signal.alarm(0)
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        # The locks of the domain and of the claims are not the child's.
        for descriptor in {int(name) for name in os.listdir("/proc/self/fd")} - kept - {0, 1, 2}:
            with suppress(OSError):
                os.close(descriptor)
        call()
        status = 0
    except Refusal as refusal:
        os.write(writing, str(refusal).encode())
    except BaseException as error:  # pylint: disable=broad-except
        os.write(writing, f"{act}: {' '.join(str(error).split()) or type(error).__name__}.".encode())
    finally:
        os._exit(status)


def _await_end(child: int) -> int:
    end = time.monotonic() + _ANSWER_SECONDS
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() - waited(child) > end:
            raise TimeoutError
        time.sleep(_LOOK_SECONDS)
