"""Takes away from the host what a domain's guest had there, once it has ended."""

import os

from virt_zoned_lio import locks
from virt_zoned_lio.claims import Claims
from virt_zoned_lio.domain import read_identity
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.state import here
from virt_zoned_lio.takeaway import forget, take_away


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
                f"Shut it down first: virsh shutdown {name}",
            )
        take_away(uuid, name, state, Claims(state, qemus))
        forget(uuid, state)
