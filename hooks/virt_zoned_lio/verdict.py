"""What is refused of a domain: a start ends at the first fault, a dry run goes on and collects them all."""

from contextlib import contextmanager
from typing import Iterator, List, NamedTuple, Optional

from virt_zoned_lio.devices import Device
from virt_zoned_lio.refusal import Refusal, refusal_of

# What a fault is about. Of a device: its part of the domain's document, or what is behind it on the host.
DOCUMENT = "document"
HOST = "host"
# Of the whole domain: its record cannot be read, lacks devices, or is another domain's; the host's policy cannot be read.
RECORD = "record"
UNRECORDED = "unrecorded"
CLONE = "clone"
POLICY = "policy"


class Fault(NamedTuple):
    """Why a domain's guest would not start.

    :param about: what is at fault, one of the words above
    :param device: the name of the device; None for what concerns the whole domain
    """

    about: str
    device: Optional[str]
    refusal: Refusal


class Verdict:
    """The rules that a domain is held to are tried one by one, each in its own :meth:`rule`.

    :param collects: whether a fault is kept, and the next rule tried; else it is raised
    """

    def __init__(self, collects: bool = False) -> None:
        self._collects = collects
        self.faults: List[Fault] = []

    @contextmanager
    def rule(self, about: str, device: Optional[Device] = None) -> Iterator[None]:
        """Tries one rule.

        :raises Refusal: what the rule refuses, unless it is collected
        """
        try:
            yield
        except (Refusal, OSError) as error:
            if not self._collects:
                raise
            refusal = error if isinstance(error, Refusal) else refusal_of(error)
            self.faults.append(Fault(about, None if device is None else device.name, refusal))
