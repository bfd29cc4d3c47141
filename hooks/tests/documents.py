"""Domains' documents: those of the golden files that virt-zoned itself writes, and small ones."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Dict, List

GOLDEN = Path(__file__).resolve().parents[2] / "plugin/src/test/resources/golden"
UUID = "6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11"
ZBC_SERIAL = "0b33bac1-f47d-8244-ad8d-1d5506aab931"


def golden(case: str) -> str:
    """The document that virt-zoned writes in a case of its golden files."""
    return (GOLDEN / f"{case}.out.xml").read_text(encoding="utf-8")


def golden_with_devices() -> List[str]:
    """The cases whose document is of a domain with a UUID and zoned devices."""
    cases = []
    for path in sorted(GOLDEN.glob("*.out.xml")):
        text = path.read_text(encoding="utf-8")
        if "<zoned:device " in text and ElementTree.fromstring(text.lstrip("\ufeff")).find("uuid") is not None:
            cases.append(path.name[: -len(".out.xml")])
    return cases


def domain(body: str, root: str = "domain") -> bytes:
    """A domain 'smr1' of a UUID, and what else is in it."""
    return f"<{root}><name>smr1</name><uuid>{UUID}</uuid>{body}</{root}>".encode()


def recorded(devices: str, attributes: str = f"uuid='{UUID}'") -> bytes:
    """A domain 'smr1' with zoned devices in its metadata."""
    return domain(f"<metadata><z:devices xmlns:z='urn:virt-zoned:1' {attributes}>{devices}</z:devices></metadata>")


def zbc_words() -> Dict[str, str]:
    """The words of an emulated ZBC disk, by vhost-scsi."""
    return {
        "way": "vhost-scsi",
        "name": "zbc0",
        "wwpn": "naa.5001405a160fe2e1",
        "source": "zbc:/var/lib/libvirt/zoned/zbc0.raw",
        "size": "1G",
        "zone-size": "16M",
        "conventional-zones": "2",
        "model": "host-aware",
        "block-size": "4096",
        "max-open": "8",
        "unit-serial": ZBC_SERIAL,
        "create": "yes",
    }


def nvme_words() -> Dict[str, str]:
    """The words of an emulated namespace on QEMU's command line, the fewest that a record has."""
    return {
        "way": "nvme-zns",
        "name": "zns0",
        "source": "/a/zns 0,1:2.raw",
        "size": "1G",
        "zone-size": "16M",
        "uuid": ZBC_SERIAL,
        "nsid": "1",
        "serial": "zns0",
        "rendering": "commandline",
    }
