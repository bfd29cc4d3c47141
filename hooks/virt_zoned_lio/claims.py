"""Claims: which domain has which disk, file or target of the host, so that no two that run have the same."""

import json
import os
import time
from typing import Dict, Iterator, List, NamedTuple, Optional

from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.state import State

# So long after its claim a domain whose QEMU is not there counts as one that is about to start.
START_SECONDS = 120.0


class Claim(NamedTuple):
    """What a domain has of the host.

    :param key: what it is: ``wwn-…``, ``dev-MAJOR:MINOR``, ``file-DEVICE-INODE``, ``vhost-WWPN``, ``loopback-WWPN``
    :param domain: the domain's UUID
    :param domain_name: its name when it took it
    :param device: the name of the zoned device
    :param source: what is behind the device, for messages
    :param made: whether it is a target that this program makes, and takes away again
    :param taken: when, in seconds since the host's boot
    """

    key: str
    domain: str
    domain_name: str
    device: str
    way: str
    source: str
    made: bool
    taken: float


class Claims:
    """The claims on a host. Whoever changes them holds the state's lock."""

    def __init__(self, state: State, qemus: Qemus) -> None:
        self._state = state
        self._qemus = qemus

    def all(self) -> List[Claim]:
        return sorted(self._read_all())

    def of(self, domain: str) -> List[Claim]:
        return [claim for claim in self.all() if claim.domain == domain]

    def take(self, claim: Claim) -> bool:
        """Claims something for a domain.

        :returns: whether it is a new claim of the domain's
        :raises Refusal: if another domain that runs has it, or another device of this one
        """
        found = self._read(claim.key)
        if found is not None and found.domain == claim.domain and found.device == claim.device:
            return False
        if found is not None and (found.domain == claim.domain or self._is_live(found)):
            raise _taken(claim, found, self._qemus)
        self._write(claim)
        return True

    def renew(self, domain: str) -> None:
        """Has a domain's claims count as taken now: its start goes on, or has begun again."""
        for claim in self.of(domain):
            self._write(claim._replace(taken=now()))

    def drop(self, claim: Claim) -> None:
        """Gives up a claim; nothing where it is another domain's by now."""
        found = self._read(claim.key)
        if found is not None and found.domain == claim.domain:
            os.unlink(self._path(claim.key))

    def _is_live(self, claim: Claim) -> bool:
        age = now() - claim.taken
        return self._qemus.pid(claim.domain) is not None or 0 <= age < START_SECONDS

    def _path(self, key: str) -> str:
        return f"{self._state.claims}/{key}"

    def _read_all(self) -> Iterator[Claim]:
        for name in os.listdir(self._state.claims) if os.path.isdir(self._state.claims) else []:
            claim = None if name.startswith(".") else self._read(name)
            if claim is not None:
                yield claim

    def _read(self, key: str) -> Optional[Claim]:
        try:
            with open(self._path(key), encoding="utf-8") as file:
                found: Dict[str, object] = json.load(file)
            claim = Claim(key=key, **found)  # type: ignore[arg-type]
        except (FileNotFoundError, ValueError, TypeError, RecursionError):
            # Written under another name, a claim is whole or not there; what is not ours to read is no claim.
            return None
        return claim if all(isinstance(word, kind) for word, kind in zip(claim, Claim.__annotations__.values())) else None

    def _write(self, claim: Claim) -> None:
        draft = f"{self._state.claims}/.{claim.key}.new"
        words = claim._asdict()
        del words["key"]
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(words, file)
        os.replace(draft, self._path(claim.key))


class TrialClaims(Claims):
    """Claims that are taken in memory only, beside those on the host."""

    def __init__(self, state: State, qemus: Qemus) -> None:
        super().__init__(state, qemus)
        self._taken: Dict[str, Claim] = {}

    def _read(self, key: str) -> Optional[Claim]:
        return self._taken.get(key) or super()._read(key)

    def _read_all(self) -> Iterator[Claim]:
        yield from (claim for claim in super()._read_all() if claim.key not in self._taken)
        yield from self._taken.values()

    def _write(self, claim: Claim) -> None:
        self._taken[claim.key] = claim


def now() -> float:
    """Seconds since the host's boot."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _taken(wanted: Claim, found: Claim, qemus: Qemus) -> Refusal:
    if found.domain == wanted.domain:
        return Refusal(
            f"Cannot give {wanted.source} to domain '{wanted.domain_name}' as device '{wanted.device}':"
            f" its device '{found.device}' has it, {found.source}.",
            "Detach one of the two.",
            when_attaching="Attach another disk.",
        )
    if qemus.pid(found.domain) is None:
        return Refusal(
            f"Cannot give {wanted.source} to domain '{wanted.domain_name}':"
            f" domain '{found.domain_name}' is about to start with it.",
            f"Try again once '{found.domain_name}' has started or failed;"
            f" a start that was killed is forgotten after {START_SECONDS:.0f} s.",
            may_pass=True,
        )
    return Refusal(
        f"Cannot give {wanted.source} to domain '{wanted.domain_name}': domain '{found.domain_name}' runs with it,"
        f" as its device '{found.device}'.",
        f"Shut '{found.domain_name}' down first, or detach it from one of the two.",
        may_pass=True,
        when_attaching=f"Shut '{found.domain_name}' down first, or attach another disk.",
    )
