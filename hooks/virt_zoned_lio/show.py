"""What of zoned devices is live on this host, of all domains."""

import json
import os
from typing import Dict, List, Tuple

from virt_zoned_lio import lio
from virt_zoned_lio.claims import Claim, Claims
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.state import here
from virt_zoned_lio.takeaway import target_of


def show(as_json: bool) -> str:
    """A text for people, or one of JSON: ``{"devices":[…]}``."""
    qemus = Qemus()
    devices: Dict[Tuple[str, str], Dict[str, object]] = {}
    for claim in Claims(here(), qemus).all():
        entry = devices.setdefault((claim.domain, claim.device), _entry(claim, qemus))
        target = target_of(claim)
        if target is not None and target.exists():
            _add(entry, str(target))
    if as_json:
        return json.dumps({"devices": list(devices.values())})
    return "\n".join(_line(entry) for entry in devices.values())


def _entry(claim: Claim, qemus: Qemus) -> Dict[str, object]:
    own = [
        f"backstore {folder.split('/')[-2].rpartition('_')[0]}/{os.path.basename(folder)}"
        for folder in lio.backstores(claim.domain, [claim.device])
    ]
    return {
        "domain": claim.domain,
        "domain-name": claim.domain_name,
        "device": claim.device,
        "way": claim.way,
        "source": claim.source,
        "live": qemus.pid(claim.domain) is not None,
        "on-host": own,
    }


def _add(entry: Dict[str, object], what: str) -> None:
    on_host = entry["on-host"]
    assert isinstance(on_host, list)
    on_host.append(what)


def _line(entry: Dict[str, object]) -> str:
    on_host = entry["on-host"]
    assert isinstance(on_host, list)
    parts: List[str] = [
        f"{entry['domain-name']}/{entry['device']}",
        f"({entry['way']} of {entry['source']}):",
        "runs" if entry["live"] else "does not run",
        *(f"; {what}" for what in on_host),
    ]
    return " ".join(parts).replace(" ;", ";")
