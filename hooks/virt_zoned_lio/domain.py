"""A domain as libvirt hands it to the hook: who it is, its zoned devices, and the elements that stand for them."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from virt_zoned_lio import slots
from virt_zoned_lio.devices import Device, read_device
from virt_zoned_lio.refusal import Refusal, shell_word
from virt_zoned_lio.words import MalformedWord, Words, quoted

NAMESPACE = "urn:virt-zoned:1"
_QEMU_NAMESPACE = "http://libvirt.org/schemas/domain/qemu/1.0"
# libvirt's calls take strings of at most 4 MiB (REMOTE_STRING_MAX); nothing longer can be one of its domains.
_MAX_BYTES = 5 << 20
_MAX_DEVICES = 1024
# libvirt takes it without dashes, too, and prints it with them.
_UUID = re.compile(r"-?".join(rf"([0-9a-f]{{{digits}}})" for digits in (8, 4, 4, 4, 12)), re.ASCII)
_RECORDED_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
# What the library may have made for its elements; blanks part their names.
_CONTAINERS = ("", "metadata", "devices", "commandline", "override")
_LABEL = re.compile(r"\+?([^:]+):\+?([^:]+)")
# What XML calls white space; all other characters are part of a name (XML 1.0, section 2.3).
_WHITE_SPACE = " \t\r\n"
# Of the devices of ours in a domain, and of what only QEMU's command line names: the quick look in qemu.d/ has them, too.
ALIAS_PREFIX = "ua-zoned-"
QEMU_PREFIX = "zoned-"


class Domain(NamedTuple):
    """What of a domain the hook needs.

    :param uuid: in lower case, with dashes
    :param made_for: the UUID of the domain that its zoned devices were made for, where that is recorded
    :param owner: the user and group of QEMU, where its own label or the metadata say them
    :param elements: the devices in its XML with an alias of ours, by that alias
    :param arguments: QEMU's arguments with an id of ours, by that id
    :param options: the arguments before those, by the same id: QEMU's options such as ``-device``
    :param slots: those of the root PCI bus whose function 0 a device takes, whether ours or not
    :param overrides: the properties of QEMU devices that libvirt is told to set, by the alias of the device
    """

    name: str
    uuid: str
    made_for: Optional[str]
    owner: Optional[Tuple[str, str]]
    devices: List[Device]
    elements: Dict[str, ElementTree.Element]
    arguments: Dict[str, Dict[str, str]]
    options: Dict[str, str]
    slots: Set[int]
    overrides: Dict[str, Dict[str, str]]


def read_identity(xml: bytes) -> Tuple[str, str]:
    """The name and UUID of a domain, whatever else of it can be read.

    :raises Refusal: if it is no domain
    """
    root = _parse(xml)
    return _text(root, "name"), _uuid(root)


def read_domain(xml: bytes) -> Domain:
    """The domain of a document.

    :raises Refusal: if it is no domain, or its zoned devices cannot be read
    """
    root = _parse(xml)
    name = _text(root, "name")
    uuid = _uuid(root)
    try:
        record = _record(root)
        devices = [] if record is None else _devices(record)
        _require_distinct(name, record)
        arguments = list(_arguments(root))
        return Domain(
            name,
            uuid,
            _made_for(record),
            _static_label(root) or _recorded_owner(record),
            devices,
            dict(_elements(root)),
            {identifier: properties for identifier, properties, _ in arguments},
            {identifier: option for identifier, _, option in arguments},
            slots.with_function_0(root.findall("devices/*"), _command_line(root)),
            dict(_overrides(root)),
        )
    except MalformedWord as error:
        raise Refusal(
            f"Cannot read the zoned devices in the metadata of domain '{name}': {error}.",
            correct_record(name),
        ) from error


def correct_record(domain: str) -> str:
    """The remedy for a record that cannot be read."""
    return f"Correct <zoned:devices> in the domain's <metadata>: virsh edit {shell_word(domain)}"


def _parse(xml: bytes) -> ElementTree.Element:
    if len(xml) > _MAX_BYTES:
        raise _no_domain(f"it has {len(xml)} bytes, expected at most {_MAX_BYTES}")
    # Entities, which a document type would declare, have no place in libvirt's documents.
    if b"<!DOCTYPE" in xml or b"\0" in xml:
        raise _no_domain("it has a document type declaration or is not in UTF-8")
    try:
        root = ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _no_domain(str(error)) from error
    if root.tag != "domain":
        raise _no_domain(f"its root is {quoted(root.tag)}, expected 'domain'")
    return root


def _no_domain(reason: str) -> Refusal:
    return Refusal(f"Cannot read the domain's XML: {reason}.", "Give it as 'virsh dumpxml' prints it.")


def _text(root: ElementTree.Element, tag: str) -> str:
    return (root.findtext(tag) or "").strip(_WHITE_SPACE)


def _uuid(root: ElementTree.Element) -> str:
    uuid = _text(root, "uuid").lower()
    match = _UUID.fullmatch(uuid)
    if not match:
        raise _no_domain(f"its <uuid> is {quoted(uuid)}, expected a UUID")
    return "-".join(match.groups())


def _record(root: ElementTree.Element) -> Optional[ElementTree.Element]:
    # libvirt keeps only the first <metadata>, and one element of a namespace in it.
    places = root.findall("metadata")
    records = [record for place in places for record in place.findall(f"{{{NAMESPACE}}}devices")]
    if len(records) > 1 or (records and records[0] not in list(places[0])):
        raise MalformedWord(
            f"found {len(records)} in <metadata>, expected one in the first <metadata>, the only one that libvirt keeps"
        )
    return records[0] if records else None


def _made_for(record: Optional[ElementTree.Element]) -> Optional[str]:
    text = "" if record is None else record.get("uuid", "")
    if text and not _RECORDED_UUID.fullmatch(text):
        raise MalformedWord(f"uuid is {quoted(text)}, expected that of the domain that the devices were made for")
    return text.lower() or None


def _devices(record: ElementTree.Element) -> List[Device]:
    for name in record.get("created", "").split(" "):
        if name not in _CONTAINERS:
            raise MalformedWord(f"created names {quoted(name)}, expected {', '.join(_CONTAINERS[1:])}")
    elements = record.findall(f"{{{NAMESPACE}}}device")
    if len(elements) > _MAX_DEVICES:
        raise MalformedWord(f"there are {len(elements)} devices, expected at most {_MAX_DEVICES}")
    return [read_device(Words(_words(element))) for element in elements]


def _words(element: ElementTree.Element) -> Dict[str, str]:
    # Attributes of other namespaces are others'.
    return {name: text for name, text in element.attrib.items() if not name.startswith("{")}


def _require_distinct(domain: str, record: Optional[ElementTree.Element]) -> None:
    seen: Dict[str, Dict[str, str]] = {}
    for element in [] if record is None else record.findall(f"{{{NAMESPACE}}}device"):
        name = element.get("name", "")
        if seen.setdefault(name, element.attrib) is element.attrib:
            continue
        if seen[name] != element.attrib:
            raise MalformedWord(f"device '{name}' is there twice, and the two differ")
        # They say the same: one of them can go without a question.
        raise Refusal(
            f"Cannot read the zoned devices in the metadata of domain '{domain}': device '{name}' is there twice.",
            f"Run: virt-zoned repair {shell_word(domain)}",
        )


def _static_label(root: ElementTree.Element) -> Optional[Tuple[str, str]]:
    for label in root.findall("seclabel[@type='static'][@model='dac']"):
        # One that is not of this form libvirt refuses itself.
        match = _LABEL.fullmatch(_text(label, "label"))
        return (match.group(1), match.group(2)) if match else None
    return None


def _recorded_owner(record: Optional[ElementTree.Element]) -> Optional[Tuple[str, str]]:
    label = None if record is None else record.get("owner")
    match = _LABEL.fullmatch(label) if label else None
    if label and not match:
        raise MalformedWord(f"owner is {quoted(label)}, expected USER:GROUP")
    return (match.group(1), match.group(2)) if match else None


def _elements(root: ElementTree.Element) -> Iterator[Tuple[str, ElementTree.Element]]:
    for element in root.iterfind("devices/*"):
        alias = element.find("alias")
        name = "" if alias is None else alias.get("name", "")
        if name.startswith(ALIAS_PREFIX):
            yield name, element


def _arguments(root: ElementTree.Element) -> Iterator[Tuple[str, Dict[str, str], str]]:
    """Those with an id of ours: the id, the properties, and the argument before it."""
    before = ""
    for argument in _command_line(root):
        properties = dict(slots.comma_options(argument))
        identifier = properties.get("node-name", "") or properties.get("id", "")
        if identifier.startswith(QEMU_PREFIX):
            yield identifier, properties, before
        before = argument


def _command_line(root: ElementTree.Element) -> List[str]:
    found = root.iterfind(f"{{{_QEMU_NAMESPACE}}}commandline/{{{_QEMU_NAMESPACE}}}arg")
    return [argument.get("value", "") for argument in found]


def _overrides(root: ElementTree.Element) -> Iterator[Tuple[str, Dict[str, str]]]:
    for device in root.iterfind(f"{{{_QEMU_NAMESPACE}}}override/{{{_QEMU_NAMESPACE}}}device"):
        properties = device.iterfind(f"{{{_QEMU_NAMESPACE}}}frontend/{{{_QEMU_NAMESPACE}}}property")
        yield device.get("alias", ""), {each.get("name", ""): each.get("value", "") for each in properties}
