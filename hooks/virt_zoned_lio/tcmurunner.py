# Installed by virt-zoned.
"""tcmu-runner, the daemon behind emulated ZBC disks, and calls that wait for it."""

import fcntl
import os
import signal
import struct
import time
from typing import Callable

from virt_zoned_lio.refusal import Refusal

# It holds this file's lock as long as it runs (tcmu-runner, main.c).
_LOCK = "/run/tcmu.lock"
_ANSWER_SECONDS = 8.0
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
        )


def ask(act: str, call: Callable[[], None]) -> None:
    """Makes a call that the kernel answers only once tcmu-runner has.

    In a process of its own: the kernel waits without an end and can't be interrupted in that.

    :param act: what is refused: ``Cannot give … to …``
    :raises Refusal: if the call fails, or there is no answer in 8 s
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _run_child(call, writing)
    os.close(writing)
    try:
        if not _ends(child):
            raise Refusal(
                f"{act}: tcmu-runner has not answered in {_ANSWER_SECONDS:.0f} s.",
                "Restart it: systemctl restart tcmu-runner.",
            )
        with open(reading, encoding="utf-8", closefd=False) as pipe:
            failure = pipe.read()
    finally:
        os.close(reading)
    if failure:
        raise Refusal(f"{act}: {failure}.", "'journalctl -u tcmu-runner' may say why.")


def _run_child(call: Callable[[], None], writing: int) -> None:
    """Never returns. libvirt waits until nobody has the hook's output open any more, so a stuck child must not."""
    status = 1
    try:
        signal.alarm(0)
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        os.closerange(3, writing)
        os.closerange(writing + 1, 256)
        call()
        status = 0
    except BaseException as error:  # pylint: disable=broad-except
        os.write(writing, (" ".join(str(error).split()) or type(error).__name__).encode())
    finally:
        os._exit(status)


def _ends(child: int) -> bool:
    end = time.monotonic() + _ANSWER_SECONDS
    while time.monotonic() < end:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(_LOOK_SECONDS)
    return False
