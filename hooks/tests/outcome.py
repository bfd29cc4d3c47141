"""What a refused call says."""

from typing import Callable

import pytest

from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.words import MalformedWord


def refusal(call: Callable[[], object]) -> str:
    """The message of the refusal and its remedy, a line each."""
    with pytest.raises(Refusal) as caught:
        call()
    return str(caught.value)


def malformed(call: Callable[[], object]) -> str:
    """What is wrong with a word."""
    with pytest.raises(MalformedWord) as caught:
        call()
    return str(caught.value)
