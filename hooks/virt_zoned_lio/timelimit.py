"""How long all of it may take: libvirt holds the domain's lock meanwhile."""

import signal
from contextlib import contextmanager
from types import FrameType
from typing import Iterator, Optional

from virt_zoned_lio.refusal import Refusal

# With what then has to be taken back it stays below 25 s; libvirt's own calls for the domain give up after 30.
LIMIT_SECONDS = 20


@contextmanager
def limited(act: str) -> Iterator[None]:
    """Refuses what has not ended in 20 s.

    :param act: what is refused then: ``Cannot prepare domain '…'``
    :raises Refusal: then
    """

    def end(_number: int, _frame: Optional[FrameType]) -> None:
        raise Refusal(f"{act}: it has taken longer than {LIMIT_SECONDS} s.", "Try again once the host is less busy.")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def without_limit() -> Iterator[None]:
    """Lets something that has begun, and must not be left half done, come to its end."""
    signal.alarm(0)
    yield
