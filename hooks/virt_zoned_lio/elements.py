"""Holds the elements of a domain against its metadata: after somebody's ``virsh edit`` they may differ."""

from typing import Optional, Tuple
from xml.etree.ElementTree import Element

from virt_zoned_lio import identity
from virt_zoned_lio.devices import NVME_ZNS, VHOST_SCSI, Device, HostDisk, NamespaceFile, ZbcDisk
from virt_zoned_lio.domain import Domain
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.words import quoted

Pair = Tuple[str, str]
_PREFIX = "ua-zoned-"


def is_present(domain: Domain, device: Device) -> bool:
    """Whether the domain still has the element or argument that stands for a device."""
    return _found(domain, device) is not None


def is_named(domain: Domain, device: str, key: str) -> bool:
    """Whether the domain has an element or argument of a device, also of one that its metadata do not record.

    :param device: its name
    :param key: of one of its claims; a vhost target may be named for another device
    """
    if _PREFIX + device in domain.elements or "zoned-" + device in domain.arguments:
        return True
    wwpns = [_source(source, element) for element in domain.elements.values() for source in element.findall("source")]
    return key.startswith("vhost-") and ("wwpn", key[len("vhost-"):]) in wwpns


def is_host_device(domain: Domain, device: Device) -> bool:
    """Whether a SCSI disk is handed out as a ``<hostdev>``, which is found by its SCSI address."""
    element = domain.elements.get(_alias(device))
    return element is not None and element.tag == "hostdev" and element.get("type") == "scsi"


def require_as_recorded(domain: Domain, device: Device) -> None:
    """Refuses a device whose element says something else than the metadata.

    :raises Refusal: naming both
    """
    found = _found(domain, device)
    expected = _expected(domain, device)
    if found is not None and found != expected:
        raise Refusal(
            f"Cannot give {device.source} to domain '{domain.name}': the {found[0]} of device '{device.name}' is"
            f" {quoted(found[1])} in the domain's XML, expected {quoted(expected[1])} as its metadata say.",
            f"Put it right by 'virsh edit {domain.name}', or detach the device and attach it again.",
        )
    if found is not None and _lost_its_zones(domain, device):
        # Some programs that edit domains drop what is not in libvirt's own namespace.
        raise Refusal(
            f"Cannot give {device.source} to domain '{domain.name}': the <qemu:override> of device '{device.name}' is"
            " not in the domain's XML, expected one with 'zoned': the guest would get a plain disk.",
            f"Detach the device and attach it again: virt-zoned detach {domain.name} {device.name}.",
        )


def _lost_its_zones(domain: Domain, device: Device) -> bool:
    backing = device.backing
    if not isinstance(backing, NamespaceFile) or backing.command_line or not backing.zoned:
        return False
    return domain.overrides.get(_alias(device), {}).get("zoned") != "true"


def _alias(device: Device) -> str:
    return _PREFIX + ((device.target if device.way == VHOST_SCSI else None) or device.name)


def _found(domain: Domain, device: Device) -> Optional[Pair]:
    if isinstance(device.backing, NamespaceFile) and device.backing.command_line:
        argument = domain.arguments.get("zoned-" + device.name)
        return None if argument is None else ("file", argument.get("file.filename", ""))
    element = domain.elements.get(_alias(device))
    if element is None:
        return None
    source = element.find("source")
    return ("source", "") if source is None else _source(source, element)


def _source(source: Element, element: Element) -> Pair:
    if element.tag == "hostdev" and element.get("type") == "scsi_host":
        return "wwpn", source.get("wwpn", "").lower()
    if element.tag == "hostdev":
        return "SCSI address", _scsi_address(source)
    return "source", source.get("dev") or source.get("file") or ""


def _scsi_address(source: Element) -> str:
    adapter, address = source.find("adapter"), source.find("address")
    if adapter is None or address is None:
        return "(none)"
    host = adapter.get("name", "").replace("scsi_host", "", 1)
    return ":".join((host, address.get("bus", ""), address.get("target", ""), address.get("unit", "")))


def _expected(domain: Domain, device: Device) -> Pair:
    backing = device.backing
    if device.way == VHOST_SCSI:
        return "wwpn", device.wwpn or ""
    if isinstance(backing, ZbcDisk):
        return "source", identity.lio_disk(backing.unit_serial)
    if device.way == NVME_ZNS and isinstance(backing, NamespaceFile):
        return ("file" if backing.command_line else "source"), backing.path
    assert isinstance(backing, HostDisk)
    if is_host_device(domain, device):
        return "SCSI address", str(backing.address or "")
    return "source", backing.path
