"""How long all of it may take: libvirt holds the domain's lock meanwhile."""

import signal
import time
from contextlib import contextmanager
from types import FrameType
from typing import Iterator, Optional

from virt_zoned_lio.processor import waited
from virt_zoned_lio.refusal import Refusal

# With what then has to be taken back it stays below 25 s; libvirt's own calls for the domain give up after 30.
LIMIT_SECONDS = 20
_EXACT_SECONDS = 0.1


@contextmanager
def limited(act: str) -> Iterator[None]:
    """Refuses what has not ended in 20 s. Those that it waits for a processor do not count, where many guests start at once.

    :param act: what is refused then: ``Cannot prepare domain '…'``
    :raises Refusal: then
    """
    begin = time.monotonic() - waited()
    over = False

    def end(_number: int, _frame: Optional[FrameType]) -> None:
        nonlocal over
        left = LIMIT_SECONDS - (time.monotonic() - waited() - begin)
        if left > _EXACT_SECONDS:
            signal.setitimer(signal.ITIMER_REAL, left)
            return
        over = True
        raise _too_long(act)

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_SECONDS)
    try:
        yield
    except Exception as error:
        # rtslib takes whatever comes up in it for a failure of its own.
        if over:
            raise _too_long(act) from error
        raise
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _too_long(act: str) -> Refusal:
    return Refusal(f"{act}: it has taken longer than {LIMIT_SECONDS} s.", "Try again once the host is less busy.")


@contextmanager
def without_limit() -> Iterator[None]:
    """Lets something that has begun, and must not be left half done, come to its end."""
    signal.alarm(0)
    yield
