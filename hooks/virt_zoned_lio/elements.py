"""Holds the elements of a domain against its metadata: after somebody's ``virsh edit`` they may differ."""

from typing import List, Optional, Set, Tuple
from xml.etree.ElementTree import Element

from virt_zoned_lio import identity, nvme, slots
from virt_zoned_lio.devices import NVME_ZNS, VHOST_SCSI, Device, HostDisk, NamespaceFile, ZbcDisk
from virt_zoned_lio.domain import ALIAS_PREFIX, QEMU_PREFIX, Domain
from virt_zoned_lio.refusal import Refusal, shell_word
from virt_zoned_lio.words import quoted

Pair = Tuple[str, str]
_CONTROLLER_ENDING = "-ctl"
_NAMESPACE_ENDING = "-ns"


def is_present(domain: Domain, device: Device) -> bool:
    """Whether the domain has the element or argument that stands for a device.

    A guest that runs may record a device that it lacks: one that is being plugged in, or was given up by half.
    """
    return _found(domain, device) is not None


def is_named(domain: Domain, device: str, key: str) -> bool:
    """Whether the domain has an element or argument of a device, also of one that its metadata do not record.

    :param device: its name
    :param key: of one of its claims; a vhost target may be named for another device
    """
    if ALIAS_PREFIX + device in domain.elements or QEMU_PREFIX + device in domain.arguments:
        return True
    wwpns = [_source(source, element) for element in domain.elements.values() for source in element.findall("source")]
    return key.startswith("vhost-") and ("wwpn", key[len("vhost-"):]) in wwpns


def is_host_device(domain: Domain, device: Device) -> bool:
    """Whether a SCSI disk is handed out as a ``<hostdev>``, which is found by its SCSI address."""
    element = domain.elements.get(_alias(device))
    return element is not None and element.tag == "hostdev" and element.get("type") == "scsi"


def repair(domain: Domain) -> str:
    """The remedy for elements and metadata that do not go together."""
    return f"Run: virt-zoned repair {shell_word(domain.name)}"


def require_recorded(domain: Domain) -> None:
    """Refuses elements and arguments of ours that no device of the metadata has: nothing guards what they name.

    :raises Refusal: naming them
    """
    orphans = _orphans(domain)
    if orphans:
        raise Refusal(
            f"Cannot start domain '{domain.name}': it has zoned devices that its metadata do not record:"
            f" {', '.join(orphans)}.",
            repair(domain),
        )


def require_present(domain: Domain, device: Device) -> None:
    """Refuses a device that the metadata record, and that the guest would not have.

    :raises Refusal: naming what is absent
    """
    absent = [name for name in _needed(domain, device) if name not in domain.elements and name not in domain.arguments]
    what = "arguments" if _argument_names(device) else "element"
    if absent:
        raise Refusal(
            f"Cannot give {device.source} to domain '{domain.name}': the {what} of device '{device.name}'"
            f" {'are' if what == 'arguments' else 'is'} not in the domain's XML, expected {', '.join(absent)}.",
            repair(domain),
        )
    if what == "arguments":
        _require_options(domain, device)
        _require_function_0(domain, device)


def require_as_recorded(domain: Domain, device: Device) -> None:
    """Refuses a device whose element says something else than the metadata.

    :raises Refusal: naming both
    """
    found = _found(domain, device)
    if found is None:
        return
    expected = _expected(domain, device)
    if found != expected:
        raise _different(domain, device, found[0], found[1], expected[1])
    _require_format(domain, device)
    if device.nvme is not None:
        _require_namespace(domain, device, device.nvme)


def _orphans(domain: Domain) -> List[str]:
    recorded: Set[str] = set()
    for device in domain.devices:
        recorded |= {_alias(device), *_argument_names(device)}
    # A controller may stay for the next device, and gives the guest nothing.
    elements = [alias for alias, element in domain.elements.items() if element.tag != "controller"]
    namespaces = [name for name, options in domain.arguments.items() if _is_namespace(name, options)]
    return [name for name in elements + namespaces if name not in recorded]


def _is_namespace(name: str, options: "dict[str, str]") -> bool:
    """Whether an argument is a namespace of ours: users may have chosen ids that begin like ours."""
    return (
        name.endswith(_NAMESPACE_ENDING)
        and options.get("drive") == name[: -len(_NAMESPACE_ENDING)]
        and options.get("bus", "").startswith(QEMU_PREFIX)
    )


def _argument_names(device: Device) -> List[str]:
    if device.nvme is None or not _is_on_command_line(device):
        return []
    names = (device.nvme.controller + _CONTROLLER_ENDING, device.name, device.name + _NAMESPACE_ENDING)
    return [QEMU_PREFIX + name for name in names]


def _needed(domain: Domain, device: Device) -> List[str]:
    return [*_port(domain, device), *_argument_names(device)] or [_alias(device)]


def _port(domain: Domain, device: Device) -> List[str]:
    """The port of ours on the command line that a controller says it is on."""
    controllers = _argument_names(device)[:1]
    buses = [domain.arguments.get(controller, {}).get("bus", "") for controller in controllers]
    return [bus for bus in buses if bus.startswith(QEMU_PREFIX)]


def _is_on_command_line(device: Device) -> bool:
    return isinstance(device.backing, NamespaceFile) and device.backing.command_line


def _require_options(domain: Domain, device: Device) -> None:
    for name in _needed(domain, device):
        option = "-blockdev" if name == QEMU_PREFIX + device.name else "-device"
        # QEMU takes either number of dashes.
        if domain.options[name] not in (option, "-" + option):
            raise Refusal(
                f"Cannot give {device.source} to domain '{domain.name}': the argument '{name}' has no option '{option}'"
                " before it.",
                repair(domain),
            )


def _require_function_0(domain: Domain, device: Device) -> None:
    """Refuses a controller that the guest would not find: QEMU starts with it all the same."""
    outermost = _needed(domain, device)[0]
    place = slots.place_of_argument(domain.arguments[outermost])
    if place is not None and place.function != 0 and place.slot not in domain.slots:
        raise Refusal(
            f"Cannot give {device.source} to domain '{domain.name}': function 0 of its PCI slot {place.slot:#x} is empty:"
            " a guest finds no other function of that slot.",
            repair(domain),
        )


def _require_namespace(domain: Domain, device: Device, recorded: nvme.Nvme) -> None:
    if _is_on_command_line(device):
        controller, _, namespace = _argument_names(device)
        links = (
            ("bus", controller),
            ("drive", QEMU_PREFIX + device.name),
            ("nsid", str(recorded.nsid)),
        )
        _require_properties(domain, device, recorded.of_namespace + links, domain.arguments.get(namespace))
        own = (("serial", recorded.serial), *recorded.of_controller)
        _require_properties(domain, device, own, domain.arguments.get(controller))
        return
    controller = ALIAS_PREFIX + recorded.controller + _CONTROLLER_ENDING
    if _alias(device) not in domain.overrides:
        # Some programs that edit domains drop what is not in libvirt's own namespace.
        raise Refusal(
            f"Cannot give {device.source} to domain '{domain.name}': the <qemu:override> of device '{device.name}' is"
            " not in the domain's XML: the guest would get another disk than its metadata say.",
            repair(domain),
        )
    _require_properties(domain, device, recorded.of_namespace, domain.overrides[_alias(device)])
    _require_properties(domain, device, recorded.of_controller, domain.overrides.get(controller, {}))
    element = domain.elements.get(controller)
    if element is not None:
        serial = (element.findtext("serial") or "").strip()
        _require_properties(domain, device, (("serial", recorded.serial),), {"serial": serial})


def _require_properties(
    domain: Domain, device: Device, expected: nvme.Properties, found: "Optional[dict[str, str]]"
) -> None:
    different = None if found is None else nvme.difference(expected, found)
    if different is not None:
        raise _different(domain, device, *different)


def _require_format(domain: Domain, device: Device) -> None:
    """Of a namespace: as a raw file an image's header would be the guest's to overwrite, and the other way round."""
    backing = device.backing
    if not isinstance(backing, NamespaceFile):
        return
    if backing.command_line:
        found = domain.arguments[QEMU_PREFIX + device.name].get("driver")
    else:
        driver = domain.elements[_alias(device)].find("driver")
        found = None if driver is None else driver.get("type")
    if found is not None and found != backing.format:
        raise _different(domain, device, "format", found, backing.format)


def _different(domain: Domain, device: Device, what: str, found: str, expected: str) -> Refusal:
    return Refusal(
        f"Cannot give {device.source} to domain '{domain.name}': the {what} of device '{device.name}' is"
        f" {quoted(found)} in the domain's XML, expected {quoted(expected)} as its metadata say.",
        repair(domain),
    )


def _alias(device: Device) -> str:
    return ALIAS_PREFIX + ((device.target if device.way == VHOST_SCSI else None) or device.name)


def _found(domain: Domain, device: Device) -> Optional[Pair]:
    if _is_on_command_line(device):
        argument = domain.arguments.get(QEMU_PREFIX + device.name)
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
