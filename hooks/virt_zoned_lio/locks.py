"""File locks that are waited for, but not for ever."""

import fcntl
import os
import time
from contextlib import contextmanager
from typing import Iterator

from virt_zoned_lio.refusal import Refusal

# libvirt's own calls give up on a domain that is busy for 30 s.
LIMIT_SECONDS = 15.0
_LOOK_SECONDS = 0.02


@contextmanager
def locked(path: str, what: str) -> Iterator[None]:
    """Holds the lock of a file, which is made where it is absent.

    :param what: what is locked, for the message
    :raises Refusal: if it is still held by another after 15 s
    """
    end = time.monotonic() + LIMIT_SECONDS
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            _wait(descriptor, end, what)
            # Its last holder may have removed the file that we waited for; then its name is another's, or nobody's.
            if _is_at(descriptor, path):
                yield
                return
        finally:
            os.close(descriptor)


def _wait(descriptor: int, end: float, what: str) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise Refusal(
                    f"Cannot lock {what}: another virt-zoned has held it for {LIMIT_SECONDS:.0f} s.",
                    "Try again; 'ps -ef | grep virt-zoned' shows who it is.",
                ) from None
            time.sleep(_LOOK_SECONDS)


def _is_at(descriptor: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False
