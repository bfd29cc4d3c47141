"""Takes away from the host what a domain's guest had there: all of it once it has ended, before that what it gave up."""

import os
from typing import List

from virt_zoned_lio import elements, locks
from virt_zoned_lio.claims import Claim, Claims
from virt_zoned_lio.domain import read_domain, read_identity
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal, shell_word
from virt_zoned_lio.state import here
from virt_zoned_lio.takeaway import forget, take_away, take_away_claimed


def release(xml: bytes) -> None:
    """Takes away everything of the domain with the document's UUID. Its metadata do not matter, nor does what is left of it.

    :raises Refusal: if its guest runs, or something does not go
    """
    name, uuid = read_identity(xml)
    state = here()
    if not os.path.exists(state.domain(uuid)):
        return
    with locks.locked(state.domain(uuid), f"domain '{name}'"):
        qemus = Qemus()
        pid = qemus.pid(uuid)
        if pid is not None:
            raise Refusal(
                f"Cannot take away what domain '{name}' has on this host: its guest runs (QEMU is process {pid}).",
                f"Shut it down first: virsh shutdown {shell_word(name)}",
            )
        take_away(uuid, name, state, Claims(state, qemus))
        forget(uuid, state)


def release_gone(xml: bytes) -> None:
    """Takes away what of a domain's devices its document has no element for, recorded or not; its guest may run.

    :param xml: the document that the guest runs with
    :raises Refusal: if QEMU has one of them open still, or something does not go
    """
    domain = read_domain(xml)
    state = here()
    if not os.path.exists(state.domain(domain.uuid)):
        return
    with locks.locked(state.domain(domain.uuid), f"domain '{domain.name}'"):
        qemus = Qemus()
        claims = Claims(state, qemus)
        own = claims.of(domain.uuid)
        present = {claim.device for claim in own if elements.is_named(domain, claim.device, claim.key)}
        present |= {device.name for device in domain.devices if elements.is_present(domain, device)}
        gone = [claim for claim in own if claim.device not in present]
        _require_closed(gone, qemus)
        take_away_claimed(gone, domain.uuid, domain.name, state, claims)
        if not claims.of(domain.uuid):
            forget(domain.uuid, state)


def _require_closed(gone: List[Claim], qemus: Qemus) -> None:
    for claim in gone:
        kind, _, number = claim.key.partition("-")
        if kind != "dev":
            continue
        major, _, minor = number.partition(":")
        device = os.makedev(int(major), int(minor))
        if any(uuid == claim.domain for uuid, _ in qemus.with_open(frozenset([device]))):
            raise Refusal(
                f"Cannot take {claim.source} from domain '{claim.domain_name}': its QEMU has it open still.",
                f"Detach it first: virt-zoned detach --live {claim.domain_name} {claim.device}",
            )
