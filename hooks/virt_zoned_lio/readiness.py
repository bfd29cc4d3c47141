"""A note that all of a domain's devices are ready, which keeps them while its start is under way.

Between the hook's end and the birth of QEMU there is no process that a second preparation, by hand say, could know the
start by; without the note it would take the targets away that libvirt is about to use, and make them again.
"""

import hashlib
import json
from typing import List, Optional

from virt_zoned_lio.claims import START_SECONDS, now
from virt_zoned_lio.devices import Device


def note(path: str, devices: List[Device], keys: List[str]) -> None:
    """Notes that these devices of a domain, and no others, are ready now.

    :param path: the domain's file in the state's folder; its lock is held
    :param keys: of the disks and files that they are on, as in their claims
    """
    with open(path, "w", encoding="utf-8") as file:
        json.dump([_digest(devices), keys, now()], file)


def clear(path: str) -> None:
    """Takes the note away: what it is about is about to change."""
    with open(path, "w", encoding="utf-8"):
        pass


def noted_keys(path: str, devices: List[Device]) -> Optional[List[str]]:
    """What just these devices were ready on less than two minutes ago, and are for all that is known."""
    try:
        with open(path, encoding="utf-8") as file:
            digest, keys, moment = json.load(file)
        age = now() - float(moment)
    except (OSError, ValueError, TypeError):
        return None
    return keys if digest == _digest(devices) and 0 <= age < START_SECONDS else None


def _digest(devices: List[Device]) -> str:
    return hashlib.sha256(repr(devices).encode()).hexdigest()
