"""Domains: what is read of a document, and how hostile ones end."""

import time
from typing import List

import pytest

from tests.documents import UUID, domain, golden, recorded
from tests.outcome import refusal
from virt_zoned_lio.devices import Device, HostDisk, NamespaceFile
from virt_zoned_lio.domain import read_domain, read_identity

NULL0 = "<z:device way='virtio-blk' name='null0' source='/dev/nullb0'/>"
NULL0_DEVICE = Device("virtio-blk", "null0", HostDisk("/dev/nullb0"))
AS_VIRSH = "\nGive it as 'virsh dumpxml' prints it."
MEND = "\nCorrect <zoned:devices> in the domain's <metadata>: virsh edit smr1"


def unreadable(xml: bytes) -> str:
    """Why it is no domain, which reading its identity alone says, too."""
    message = refusal(lambda: read_domain(xml))
    assert refusal(lambda: read_identity(xml)) == message
    start, end = "Cannot read the domain's XML: ", "." + AS_VIRSH
    assert message.startswith(start) and message.endswith(end)
    return message[len(start) : -len(end)]


def unreadable_devices(xml: bytes) -> str:
    """What is wrong with the metadata of a domain whose identity can be read all the same."""
    message = refusal(lambda: read_domain(xml))
    assert read_identity(xml) == ("smr1", UUID)
    start, end = "Cannot read the zoned devices in the metadata of domain 'smr1': ", "." + MEND
    assert message.startswith(start) and message.endswith(end)
    return message[len(start) : -len(end)]


def devices(xml: bytes) -> List[Device]:
    return read_domain(xml).devices


def test_a_domain_is_read_with_its_devices_elements_and_arguments() -> None:
    found = read_domain(golden("all-ways-q35").encode())
    assert (found.name, found.uuid, found.made_for, found.owner) == ("smr1", UUID, UUID, None)
    assert [(device.way, device.name) for device in found.devices] == [
        ("virtio-scsi", "smr0"),
        ("virtio-scsi", "zbc0"),
        ("vhost-scsi", "smr1"),
        ("vhost-scsi", "zbc1"),
        ("nvme-zns", "zns0"),
        ("virtio-blk", "null0"),
    ]
    assert found.devices[4].backing == NamespaceFile(
        "/var/lib/libvirt/zoned/nvme/zns0.raw", 1 << 30, command_line=True, zone_size=16 << 20
    )
    # Which controllers there are is not the hook's business.
    disks = sorted(alias for alias, element in found.elements.items() if element.tag != "controller")
    assert disks == sorted(f"ua-zoned-{name}" for name in ("smr0", "zbc0", "smr1", "zbc1", "null0"))
    assert sorted(found.arguments) == ["zoned-zns0", "zoned-zns0-ctl", "zoned-zns0-ns", "zoned-zns0-port"]
    assert found.arguments["zoned-zns0"]["file.filename"] == "/var/lib/libvirt/zoned/nvme/zns0.raw"


def test_a_domain_without_our_metadata_has_no_devices() -> None:
    found = read_domain(domain("<devices><disk><alias name='ua-mine'/></disk></devices>"))
    assert (found.devices, found.made_for, found.elements, found.arguments) == ([], None, {}, {})


def test_a_clone_says_whose_devices_they_were() -> None:
    other = "11111111-2222-3333-4444-555555555555"
    assert read_domain(recorded(NULL0, f"uuid='{other}'")).made_for == other
    assert read_domain(recorded(NULL0, f"uuid='{UUID.upper()}'")).made_for == UUID
    assert read_domain(recorded(NULL0, "")).made_for is None
    assert read_domain(recorded(NULL0, "uuid=''")).made_for is None


def test_a_record_whose_own_attributes_are_malformed_is_refused() -> None:
    for text in ("6e0ab8a0", UUID.replace("-", ""), "1-1-1-1-1"):
        assert unreadable_devices(recorded(NULL0, f"uuid='{text}'")) == (
            f"uuid is '{text}', expected that of the domain that the devices were made for"
        )
    assert unreadable_devices(recorded(NULL0, "created='os metadata'")) == (
        "created names 'os', expected metadata, devices, commandline, override"
    )


def test_a_uuid_may_be_in_upper_case_and_without_dashes() -> None:
    for text in (UUID, UUID.upper(), UUID.replace("-", "")):
        assert read_identity(f"<domain><name>smr1</name><uuid> {text}\n</uuid></domain>".encode()) == ("smr1", UUID)


def test_the_owner_is_the_static_label_or_else_what_is_recorded() -> None:
    label = "<seclabel type='{}' model='{}'><label>{}</label></seclabel>"
    record = "<metadata><z:devices xmlns:z='urn:virt-zoned:1' owner='+64055:+64055'/></metadata>"
    assert read_domain(domain(record)).owner == ("64055", "64055")
    assert read_domain(domain(record + label.format("static", "dac", "qemu:+107"))).owner == ("qemu", "107")
    assert read_domain(domain(record + label.format("dynamic", "dac", "a:b"))).owner == ("64055", "64055")
    assert read_domain(domain(record + label.format("static", "apparmor", "libvirt-1"))).owner == ("64055", "64055")
    assert read_domain(domain(label.format("static", "dac", "nobody"))).owner is None
    assert unreadable_devices(recorded("", "owner='a:b:c'")) == "owner is 'a:b:c', expected USER:GROUP"


def test_a_second_record_is_refused() -> None:
    other = NULL0.replace("null0", "null1")
    first = f"<z:devices xmlns:z='urn:virt-zoned:1'>{NULL0}</z:devices>"
    second = f"<z:devices xmlns:z='urn:virt-zoned:1'>{other}</z:devices>"
    for count, body in (
        (2, f"<metadata>{first}</metadata><metadata>{second}</metadata>"),
        (2, f"<metadata>{first}{second}</metadata>"),
        (1, f"<metadata/><metadata>{second}</metadata>"),
    ):
        assert unreadable_devices(domain(body)) == (
            f"found {count} in <metadata>, expected one in the first <metadata>, the only one that libvirt keeps"
        )


def test_metadata_elsewhere_than_below_the_domain_are_not_its() -> None:
    record = f"<metadata><z:devices xmlns:z='urn:virt-zoned:1'>{NULL0}</z:devices></metadata>"
    assert devices(domain(f"<devices>{record}</devices>")) == []
    assert devices(domain(f"<description>{record.replace('<', '&lt;')}</description>")) == []


def test_any_prefix_of_our_namespace_is_ours() -> None:
    device = "device way='virtio-blk' name='null0' source='/dev/nullb0'/>"
    for element in (
        f"<zoned:devices xmlns:zoned='urn:virt-zoned:1'><zoned:{device}</zoned:devices>",
        f"<devices xmlns='urn:virt-zoned:1'><{device}</devices>",
        f"<a:devices xmlns:a='urn:virt-zoned:1' xmlns:b='urn:virt-zoned:1'><b:{device}</a:devices>",
        f"<a:devices xmlns:a='urn:virt-&#122;oned:1'><a:{device}</a:devices>",
    ):
        assert devices(domain(f"<metadata>{element}</metadata>")) == [NULL0_DEVICE]


def test_another_namespace_and_none_are_not_ours() -> None:
    for element in (
        f"<devices>{NULL0.replace('z:', '')}</devices>",
        f"<z:devices xmlns:z='urn:virt-zoned:2'>{NULL0}</z:devices>",
        f"<z:devices xmlns:z='URN:virt-zoned:1'>{NULL0}</z:devices>",
        f"<z:devices xmlns:z='urn:virt-zoned:1'>{NULL0.replace('z:', '')}</z:devices>",
        f"<z:devices xmlns:z='urn:virt-zoned:1' xmlns:y='urn:y'>{NULL0.replace('z:', 'y:')}</z:devices>",
        f"<z:devices xmlns:z='urn:virt-zoned:1'><z:more>{NULL0}</z:more></z:devices>",
    ):
        assert devices(domain(f"<metadata>{element}</metadata>")) == []


def test_a_document_type_is_refused_with_the_entities_that_it_would_declare() -> None:
    for declaration in (
        b"<!DOCTYPE domain>",
        b"<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        b"<!DOCTYPE domain [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
    ):
        assert (
            unreadable(declaration + domain("<title>&a;</title>"))
            == "it has a document type declaration or is not in UTF-8"
        )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_than_utf_8_is_refused(encoding: str) -> None:
    declaration = (
        f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    )
    document = (declaration + domain("<title>&a;</title>").decode()).encode(encoding)
    assert unreadable(document) == "it has a document type declaration or is not in UTF-8"


@pytest.mark.parametrize(
    "encoding", ["utf-7", "cp037", "rot13", "zlib", "idna", "undefined", "utf-8-sig", "shift_jis", "x" * 5000]
)
def test_a_declared_encoding_opens_no_way_for_entities(encoding: str) -> None:
    declaration = f"<?xml version='1.0' encoding='{encoding}'?>".encode()
    entities = "<!DOCTYPE domain [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><domain>&a;</domain>"
    for body in (entities.encode(), entities.encode("cp037"), entities.encode("utf-7")):
        assert unreadable(declaration + body)


def test_an_entity_that_nobody_declared_is_refused() -> None:
    assert unreadable(domain("<title>&a;</title>")) == "undefined entity: line 1, column 81"


@pytest.mark.parametrize(
    "xml, reason",
    [
        (b"", "no element found: line 1, column 0"),
        (b"garbage", "syntax error: line 1, column 0"),
        (b"\0", "it has a document type declaration or is not in UTF-8"),
        (b"<domain>\0</domain>", "it has a document type declaration or is not in UTF-8"),
        (b"<domain>\x01</domain>", "not well-formed (invalid token): line 1, column 8"),
        (b"<domain>&#0;</domain>", "reference to invalid character number: line 1, column 8"),
        (b"<domain>&#xD800;</domain>", "reference to invalid character number: line 1, column 8"),
        (b"<domain>\xed\xa0\x80</domain>", "not well-formed (invalid token): line 1, column 8"),
        (b"<domain>\xff</domain>", "not well-formed (invalid token): line 1, column 8"),
        (b"<domain>", "no element found: line 1, column 8"),
        (b"<domain/><domain/>", "junk after document element: line 1, column 9"),
        (b"<network/>", "its root is 'network', expected 'domain'"),
        (b"<x:domain xmlns:x='urn:x'/>", "its root is '{urn:x}domain', expected 'domain'"),
        (b"<domain/>", "its <uuid> is '', expected a UUID"),
        (b"<domain><uuid>../../../../etc</uuid></domain>", "its <uuid> is '../../../../etc', expected a UUID"),
        (b"<domain><uuid>6e0ab8a0-5e23</uuid></domain>", "its <uuid> is '6e0ab8a0-5e23', expected a UUID"),
    ],
)
def test_what_is_no_domain_is_refused(xml: bytes, reason: str) -> None:
    assert unreadable(xml) == reason


def test_a_status_document_is_refused_by_its_root() -> None:
    assert (
        unreadable(b"<domstatus>" + recorded(NULL0) + b"</domstatus>") == "its root is 'domstatus', expected 'domain'"
    )


def test_a_root_of_any_length_is_said_at_a_length_that_can_be_read() -> None:
    assert unreadable(b"<" + b"a" * 100000 + b"/>") == f"its root is '{'a' * 80}…', expected 'domain'"


def test_10_mb_are_refused_unread() -> None:
    xml = recorded(NULL0 * (10 * 1000 * 1000 // len(NULL0)))
    before = time.process_time()
    assert unreadable(xml) == f"it has {len(xml)} bytes, expected at most 5242880"
    assert time.process_time() - before < 0.5


def test_deep_nesting_and_long_values_are_read_in_time() -> None:
    before = time.process_time()
    depth = 100_000
    assert devices(recorded("<z:a>" * depth + "</z:a>" * depth + NULL0)) == [NULL0_DEVICE]
    argument = "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='{}'/></q:commandline>"
    for value in ("a," * 500_000, "," * 4_000_000, "a" * 4_000_000):
        assert read_domain(domain(argument.format(value))).arguments == {}
    assert time.process_time() - before < 10


def test_more_devices_than_a_domain_can_have_are_refused() -> None:
    assert unreadable_devices(recorded(NULL0 * 1025)) == "there are 1025 devices, expected at most 1024"


def test_a_name_that_is_there_twice_is_refused() -> None:
    other = NULL0.replace("/dev/nullb0", "/dev/nullb1")
    assert unreadable_devices(recorded(NULL0 + other)) == "device 'null0' is there twice, and the two differ"
    assert refusal(lambda: read_domain(recorded(NULL0 + NULL0))) == (
        "Cannot read the zoned devices in the metadata of domain 'smr1': device 'null0' is there twice.\n"
        "Run: virt-zoned repair smr1"
    )


@pytest.mark.parametrize(
    "attributes, reason",
    [
        ("", "a device has no way"),
        ("way='virtio-blk'", "a device has no name"),
        ("z:way='virtio-blk' z:name='a' z:source='/dev/a'", "a device has no way"),
        ("way='virtio-blk' name='a'", "of device 'a' source is absent"),
        (
            "way='virtio-blk' name='../a' source='/dev/a'",
            "name is '../a', expected 1 to 16 letters, digits, '_' or '-'",
        ),
        (
            "way='virtio-blk' name='a&#10;b' source='/dev/a'",
            "name is 'a?b', expected 1 to 16 letters, digits, '_' or '-'",
        ),
        (
            "way='virtio-blk' name='a' source='/dev/../etc/shadow'",
            "of device 'a' source is '/dev/../etc/shadow', expected an absolute path without '.', '..' and empty steps",
        ),
        (
            "way='virtio-blk' name='a' source='/dev/a&#10;b'",
            "of device 'a' source is '/dev/a?b', expected an absolute path without '.', '..' and empty steps",
        ),
        (
            "way='virtio-blk' name='a' source='/dev/a&#x9b;2J'",
            "of device 'a' source is '/dev/a?2J', expected an absolute path without '.', '..' and empty steps",
        ),
        (
            "way='vhost-scsi' name='a' managed='no' wwpn='naa.5001405'",
            "of device 'a' wwpn is 'naa.5001405', expected naa. and 16 hex digits",
        ),
        (
            "way='vhost-scsi' name='a' managed='no' wwpn='naa.5001405a160fe2e1/../..'",
            "of device 'a' wwpn is 'naa.5001405a160fe2e1/../..', expected naa. and 16 hex digits",
        ),
        (
            "way='nvme-zns' name='a' source='/a' size='9223372036854775808B'",
            "of device 'a' size is '9223372036854775808B', expected a size with a unit, such as 64M",
        ),
    ],
)
def test_a_malformed_device_is_refused_in_two_lines(attributes: str, reason: str) -> None:
    assert unreadable_devices(recorded(f"<z:device {attributes}/>")) == reason


def test_an_option_of_qemus_keeps_doubled_commas_as_one() -> None:
    found = read_domain(
        domain(
            "<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>"
            "<q:arg value='-blockdev'/><q:arg value='driver=raw,node-name=zoned-a,file.filename=/a,,b=c,,,discard=unmap'/>"
            "<q:arg value='nvme,id=other'/><q:arg/></q:commandline>"
        )
    )
    assert found.arguments == {
        "zoned-a": {"driver": "raw", "node-name": "zoned-a", "file.filename": "/a,b=c,", "discard": "unmap"}
    }
