"""A note that all of a domain's devices are ready, which keeps them while its start is under way.

Between the hook's end and the birth of QEMU there is no process that a second preparation, by hand say, could know the
start by; without the note it would take the targets away that libvirt is about to use, and make them again.
"""

import hashlib
from typing import List

from virt_zoned_lio.claims import START_SECONDS, now
from virt_zoned_lio.devices import Device

_LONGEST = 200


def note(path: str, devices: List[Device]) -> None:
    """Notes that these devices of a domain, and no others, are ready now.

    :param path: the domain's file in the state's folder; its lock is held
    """
    with open(path, "w", encoding="ascii") as file:
        file.write(f"{_digest(devices)} {now()!r}\n")


def clear(path: str) -> None:
    """Takes the note away: what it is about is about to change."""
    with open(path, "w", encoding="ascii"):
        pass


def is_noted(path: str, devices: List[Device]) -> bool:
    """Whether just these devices were ready less than two minutes ago, and are for all that is known."""
    try:
        with open(path, encoding="ascii") as file:
            digest, moment = file.read(_LONGEST).split(" ")
        age = now() - float(moment)
    except (OSError, ValueError):
        return False
    return digest == _digest(devices) and 0 <= age < START_SECONDS


def _digest(devices: List[Device]) -> str:
    return hashlib.sha256(repr(devices).encode()).hexdigest()
