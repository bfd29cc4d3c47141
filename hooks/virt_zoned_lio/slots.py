"""Slots of a domain's root PCI bus: a guest that finds no function 0 in a slot looks at no other function of it."""

from typing import Dict, Iterator, List, NamedTuple, Optional, Set, Tuple
from xml.etree.ElementTree import Element

# As QEMU names it: of q35 and of arm's virt, of pc, of machines with one bus.
_ROOT_BUSES = ("pcie.0", "pci.0", "pci")
_FUNCTIONS = 8


class Place(NamedTuple):
    """A function of a slot of the root bus."""

    slot: int
    function: int


def with_function_0(devices: List[Element], arguments: List[str]) -> Set[int]:
    """The slots whose function 0 a device takes.

    :param devices: of libvirt's ``<devices>``
    :param arguments: of QEMU's command line, as they are written
    """
    places = [_place_of_element(device.find("address")) for device in devices]
    places += [place_of_argument(_options(argument)) for argument in arguments]
    return {place.slot for place in places if place is not None and place.function == 0}


def place_of_argument(options: Dict[str, str]) -> Optional[Place]:
    """Where a device of QEMU's command line is; None if not by itself on the root bus, or where QEMU chooses."""
    if options.get("bus", _ROOT_BUSES[0]) not in _ROOT_BUSES or "addr" not in options:
        return None
    slot, _, function = options["addr"].partition(".")
    return _place(slot, function or "0", 16)


def comma_options(argument: str) -> Iterator[Tuple[str, str]]:
    """The keys and values of an argument in QEMU's form with commas."""
    # They end at a comma; two commas are one in a value (qemu's util/keyval.c). No XML has a NUL.
    for option in argument.replace(",,", "\0").split(","):
        key, _, text = option.replace("\0", ",").partition("=")
        yield key, text


def _options(argument: str) -> Dict[str, str]:
    return dict(_json_options(argument) if argument.startswith("{") else comma_options(argument))


def _json_options(argument: str) -> Iterator[Tuple[str, str]]:
    """Those of the outermost object, which say where a device is."""
    import json  # pylint: disable=import-outside-toplevel

    try:
        members = json.loads(argument)
    except (ValueError, RecursionError):
        return  # QEMU refuses it
    for key, value in members.items():
        if key == "addr" and isinstance(value, int) and not isinstance(value, bool):
            # A number is slot and function in one.
            yield key, f"{value // _FUNCTIONS:x}.{value % _FUNCTIONS}"
        elif isinstance(value, str):
            yield key, value


def _place_of_element(address: Optional[Element]) -> Optional[Place]:
    if address is None or address.get("type") != "pci" or _number(address.get("bus", "0"), 0) != 0:
        return None
    return _place(address.get("slot", "0"), address.get("function", "0"), 0)


def _place(slot: str, function: str, base: int) -> Optional[Place]:
    numbers = _number(slot, base), _number(function, base)
    return None if numbers[0] is None or numbers[1] is None else Place(numbers[0], numbers[1])


def _number(text: str, base: int) -> Optional[int]:
    try:
        return int(text, base)
    except ValueError:
        return None
