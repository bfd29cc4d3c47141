"""Takes away what a domain has on the host, in whatever state it is: whole, half made, half gone."""

import os
from contextlib import suppress
from typing import List, Optional

from virt_zoned_lio import identity, lio, locks, readiness, tcmurunner
from virt_zoned_lio.claims import Claim, Claims
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.state import State
from virt_zoned_lio.tcmurunner import NoAnswer


def take_away(domain: str, name: str, state: State, claims: Claims) -> None:
    """Takes away targets, backstores and claims of a domain, and of no other.

    :param domain: its UUID
    :param name: its name, for messages
    :raises Refusal: for the first thing that does not go; the others go all the same, unless tcmu-runner does not answer
    """
    take_away_claimed(claims.of(domain), domain, name, state, claims)


def take_away_claimed(own: List[Claim], domain: str, name: str, state: State, claims: Claims) -> None:
    """The same of those devices of the domain that some of its claims are for.

    :param own: all claims of each of the devices
    """
    failures: List[Refusal] = []
    devices = {claim.device for claim in own}
    targets = [target for target in map(target_of, own) if target is not None]
    tcmurunner.require_answered(
        f"Cannot take away what domain '{name}' has on this host",
        [target.wwpn for target in targets] + [identity.backstore(domain, device) for device in devices],
    )
    readiness.clear(state.domain(domain))
    for claim in own:
        try:
            _remove_target(claim, name)
        except NoAnswer:
            raise
        except Refusal as error:
            failures.append(error)
    for folder in lio.backstores(domain, devices):
        try:
            lio.remove_backstore(folder, f"Cannot take {os.path.basename(folder)} of domain '{name}' away")
        except NoAnswer:
            raise
        except Refusal as error:
            failures.append(error)
    for device in devices:
        lio.remove_unfinished(domain, device)
    if failures:
        raise failures[0]
    with locks.locked(state.lock, "the claims"):
        for claim in own:
            claims.drop(claim)


def forget(domain: str, state: State) -> None:
    """Removes the file that says that a domain has something here; its lock is held."""
    with suppress(FileNotFoundError):
        os.unlink(state.domain(domain))


def target_of(claim: Claim) -> Optional[lio.Target]:
    """The target that a claim is for, if this program made it."""
    fabric, _, wwpn = claim.key.partition("-")
    return lio.Target(fabric, wwpn) if claim.made and fabric in (lio.VHOST, lio.LOOPBACK) else None


def _remove_target(claim: Claim, name: str) -> None:
    target = target_of(claim)
    if target is None or not target.exists():
        return
    act = f"Cannot take the {target} of domain '{name}' away"
    for lun, folder in target.luns():
        backstore = os.path.basename(folder)
        if identity.owner(backstore) != claim.domain:
            raise Refusal(
                f"{act}: its LUN {lun} is {backstore}, which is not the domain's.",
                f"Delete that LUN: targetcli /{target.fabric}/{target.wwpn} ls",
            )
    lio.remove_target(target, act)
