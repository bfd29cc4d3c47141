"""Elements: each way's, as recorded, edited, and absent."""

import re
from typing import Dict, Tuple

import pytest

from tests.documents import domain as small
from tests.documents import golden, golden_with_devices
from tests.outcome import refusal
from virt_zoned_lio import elements
from virt_zoned_lio.devices import Device
from virt_zoned_lio.domain import Domain, read_domain


def read(document: str) -> Domain:
    return read_domain(document.encode())


def device(domain: Domain, name: str) -> Device:
    return {device.name: device for device in domain.devices}[name]


def edited(case: str, name: str, old: str, new: str) -> str:
    """The refusal of a device whose element was edited."""
    document = golden(case)
    head, end, tail = document.partition("</metadata>")
    assert tail.count(old) == 1
    domain = read(head + end + tail.replace(old, new))
    return refusal(lambda: elements.require_as_recorded(domain, device(domain, name)))


def said(source: str, what: str, found: str, expected: str, name: str) -> str:
    return (
        f"Cannot give {source} to domain 'smr1': the {what} of device '{name}' is '{found}' in the domain's XML,"
        f" expected '{expected}' as its metadata say.\n"
        "Run: virt-zoned repair smr1"
    )


@pytest.mark.parametrize("case", golden_with_devices())
def test_what_virt_zoned_writes_is_there_and_as_recorded(case: str) -> None:
    domain = read(golden(case))
    for each in domain.devices:
        assert elements.is_present(domain, each)
        elements.require_present(domain, each)
        elements.require_as_recorded(domain, each)


def test_another_source_of_a_disk_is_refused() -> None:
    assert edited("virtio-scsi-block-q35", "smr0", "wwn-0x5000c500a1b2c3d4", "wwn-0x5000c500a1b2c3d5") == said(
        "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
        "source",
        "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5",
        "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
        "smr0",
    )
    assert edited("virtio-blk-q35", "null0", "<source dev='/dev/nullb0'/>", "") == said(
        "/dev/nullb0", "source", "", "/dev/nullb0", "null0"
    )
    assert edited("virtio-blk-q35", "null0", "dev='/dev/nullb0'", "file='/etc/shadow'") == said(
        "/dev/nullb0", "source", "/etc/shadow", "/dev/nullb0", "null0"
    )


def test_another_scsi_address_of_a_host_device_is_refused() -> None:
    disk = "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"
    case = "virtio-scsi-generic-q35"
    assert elements.is_host_device(read(golden(case)), device(read(golden(case)), "smr0"))
    assert edited(case, "smr0", "unit='3'/>", "unit='4'/>") == said(disk, "SCSI address", "2:0:1:4", "2:0:1:3", "smr0")
    assert edited(case, "smr0", "scsi_host2", "scsi_host3") == said(disk, "SCSI address", "3:0:1:3", "2:0:1:3", "smr0")
    assert edited(case, "smr0", "<adapter name='scsi_host2'/>", "") == said(
        disk, "SCSI address", "(none)", "2:0:1:3", "smr0"
    )


def test_another_disk_than_that_of_the_unit_serial_is_refused() -> None:
    expected = "/dev/disk/by-id/wwn-0x60014050b33bac1f47d8244ad8d1d550"
    assert edited("virtio-scsi-zbc-q35", "zbc0", expected, "/dev/sda") == said(
        "/var/lib/libvirt/zoned/zbc0.raw", "source", "/dev/sda", expected, "zbc0"
    )


def test_another_wwpn_is_refused_and_one_in_upper_case_is_not() -> None:
    wwpn = "naa.50014056673d76b5"
    assert edited("vhost-scsi-pscsi-q35", "smr0", wwpn, "naa.5001405000000000") == said(
        "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", "wwpn", "naa.5001405000000000", wwpn, "smr0"
    )
    head, end, tail = golden("vhost-scsi-pscsi-q35").partition("</metadata>")
    domain = read(head + end + tail.replace(wwpn, "naa.50014056673D76B5"))
    elements.require_as_recorded(domain, device(domain, "smr0"))


def test_another_wwpn_of_a_shared_target_is_refused_for_each_of_its_luns() -> None:
    wwpn = "naa.5001405683b5dba4"
    for name in ("smr0", "smr1", "zbc0"):
        source = {
            "smr0": "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4",
            "smr1": "/dev/disk/by-id/wwn-0x5000c500a1b2c3d5",
        }.get(name, "/var/lib/libvirt/zoned/zbc0.raw")
        assert edited("vhost-scsi-luns", name, wwpn, "naa.5001405000000000") == said(
            source, "wwpn", "naa.5001405000000000", wwpn, name
        )


def test_another_file_of_a_namespace_is_refused() -> None:
    path = "/var/lib/libvirt/zoned/nvme/zns0.raw"
    assert edited("all-ways-q35", "zns0", path, "/etc/shadow") == said(path, "file", "/etc/shadow", path, "zns0")
    assert edited("all-ways-q35", "zns0", path, path + ",,x") == said(path, "file", path + ",x", path, "zns0")
    assert edited("all-ways-native", "zns0", path, "/etc/shadow") == said(path, "source", "/etc/shadow", path, "zns0")


@pytest.mark.parametrize(
    "case, recorded, edit",
    [
        ("namespace-qcow2", "qcow2", ("driver=qcow2", "driver=raw")),
        ("namespace-qcow2-native", "qcow2", ("type='qcow2'", "type='raw'")),
        ("all-ways-q35", "raw", ("driver=raw", "driver=qcow2")),
        ("namespace-device", "raw", ("type='raw' discard", "type='qcow2' discard")),
    ],
)
def test_another_format_than_the_recorded_one_is_refused(case: str, recorded: str, edit: Tuple[str, str]) -> None:
    message = refusal(
        lambda: elements.require_as_recorded(read(golden(case).replace(*edit)), device(read(golden(case)), "zns0"))
    )
    found = "raw" if recorded == "qcow2" else "qcow2"
    assert f"the format of device 'zns0' is '{found}' in the domain's XML, expected '{recorded}'" in message


def test_a_device_of_another_kind_under_its_alias_is_refused() -> None:
    document = golden("virtio-blk-q35").replace("<alias name='ua-zoned-null0'/>", "")
    hostdev = (
        "<hostdev mode='subsystem' type='{}'><source wwpn='naa.5001405000000000'><adapter name='scsi_host2'/>"
        "<address bus='0' target='1' unit='3'/></source><alias name='ua-zoned-null0'/></hostdev></devices>"
    )
    for kind, what, found in (("scsi_host", "wwpn", "naa.5001405000000000"), ("scsi", "SCSI address", "2:0:1:3")):
        domain = read(document.replace("</devices>", hostdev.format(kind)))
        message = refusal(lambda: elements.require_as_recorded(domain, device(domain, "null0")))
        assert f"the {what} of device 'null0' is '{found}' in the domain's XML" in message


def test_a_device_whose_element_is_gone_is_absent_and_refused() -> None:
    gone: Dict[str, str] = {
        "all-ways-q35": "smr0 zbc0 smr1 zbc1 zns0 null0",
        "all-ways-native": "smr0 smr1 zns0 null0",
        "virtio-scsi-generic-q35": "smr0",
    }
    for case, names in gone.items():
        domain = read(golden(case).replace("ua-zoned-", "ua-other-").replace("=zoned-", "=other-"))
        assert [each.name for each in domain.devices] == names.split()
        for each in domain.devices:
            assert not elements.is_present(domain, each)
            assert not elements.is_host_device(domain, each)
            elements.require_as_recorded(domain, each)
            assert refusal(lambda: elements.require_present(domain, each)).endswith(  # pylint: disable=cell-var-from-loop
                "\nRun: virt-zoned repair smr1"
            )


def without(document: str, start: str, end: str) -> str:
    """The document without what is from one text up to and with another."""
    head, found, tail = document.partition(start)
    assert found
    return head + tail.partition(end)[2]


def test_arguments_that_are_gone_are_named() -> None:
    said_absent = (
        "Cannot give /var/lib/libvirt/zoned/nvme/zns0.raw to domain 'smr1': the arguments of device 'zns0' are not in the"
        " domain's XML, expected {}.\nRun: virt-zoned repair smr1"
    )
    document = golden("all-ways-q35")
    for start, end, absent in (
        ("<qemu:commandline", "</qemu:commandline>", "zoned-zns0-ctl, zoned-zns0, zoned-zns0-ns"),
        ("<qemu:arg value='nvme-ns,", "/>", "zoned-zns0-ns"),
        ("<qemu:arg value='nvme,", "/>", "zoned-zns0-ctl"),
        ("<qemu:arg value='pcie-root-port,", "/>", "zoned-zns0-port"),
    ):
        domain = read(without(document, start, end))
        message = refusal(
            lambda: elements.require_present(domain, device(domain, "zns0"))  # pylint: disable=cell-var-from-loop
        )
        assert message == said_absent.format(absent)


@pytest.mark.parametrize(
    "argument, option, identifier",
    [
        ("pcie-root-port,", "-device", "zoned-zns0-port"),
        ("nvme,", "-device", "zoned-zns0-ctl"),
        ("driver=raw,", "-blockdev", "zoned-zns0"),
        ("nvme-ns,", "-device", "zoned-zns0-ns"),
    ],
)
def test_an_argument_without_its_option_is_refused(argument: str, option: str, identifier: str) -> None:
    """QEMU would say that it has no such device, or take the argument for the name of a disk's file."""
    document = golden("all-ways-q35")
    own = re.search(f"<qemu:arg value='{option}'/>(?=\\s*<qemu:arg value='{argument})", document)
    assert own is not None
    head, tail = document[: own.start()], document[own.end() :]
    other = "-blockdev" if option == "-device" else "-device"
    for edit in ("", f"<qemu:arg value='{other}'/>", f"<qemu:arg value='{option}'/><qemu:arg value='-S'/>"):
        domain = read(head + edit + tail)
        zns0 = device(domain, "zns0")
        assert refusal(lambda: elements.require_present(domain, zns0)) == (  # pylint: disable=cell-var-from-loop
            f"Cannot give {zns0.source} to domain 'smr1': the argument '{identifier}' has no option '{option}' before it.\n"
            "Run: virt-zoned repair smr1"
        )
    domain = read(head + f"<qemu:arg value='-{option}'/>" + tail)
    elements.require_present(domain, device(domain, "zns0"))


def without_function_0(case: str) -> str:
    """The document without the element of ours at function 0 of the slot that the arguments are in."""
    document = golden(case)
    parts = document.split("<controller ")
    found = [part for part in parts if "ua-zoned-" in part and re.search("slot='0x1[8c]' function='0x0'", part)]
    assert len(found) == 1
    end = "</controller>"
    return document.replace(f"<controller {found[0].partition(end)[0]}{end}", "")


@pytest.mark.parametrize("case, slot", [("all-ways-q35", "0x18"), ("nvme-zns-commandline-i440fx", "0x1c")])
def test_arguments_in_a_slot_without_a_function_0_are_refused(case: str, slot: str) -> None:
    domain = read(without_function_0(case))
    zns0 = device(domain, "zns0")
    assert refusal(lambda: elements.require_present(domain, zns0)) == (
        f"Cannot give {zns0.source} to domain '{domain.name}': function 0 of its PCI slot {slot} is empty: a guest finds no"
        f" other function of that slot.\nRun: virt-zoned repair {domain.name}"
    )


@pytest.mark.parametrize(
    "element, argument, is_taken",
    [
        ("<address type='pci' bus='0x00' slot='0x18' function='0x0'/>", "", True),
        ("<address type='pci' slot='24'/>", "", True),
        ("", "edu,bus=pcie.0,addr=18", True),
        ("", "edu,addr=0x18.0", True),
        ("", '{"driver":"edu","bus":"pcie.0","addr":"18.0"}', True),
        ("", '{"driver":"edu","addr":192}', True),
        ("<address type='pci' bus='0x00' slot='0x18' function='0x3'/>", "edu,bus=pcie.0,addr=18.3", False),
        ("<address type='pci' bus='0x01' slot='0x18' function='0x0'/>", "edu,bus=pci.1,addr=18", False),
        ("<address type='pci' bus='0x00' slot='0x19' function='0x0'/>", '{"driver":"edu","addr":200}', False),
        ("<address type='pci' bus='0x00' slot='x' function='0x0'/>", "edu,addr=x", False),
        ("<address type='drive' bus='0' slot='0x18'/>", '{"driver":"edu","addr":', False),
        ("<source><address type='pci' slot='0x18' function='0x0'/></source>", '{"addr":true}', False),
    ],
)
def test_whatever_is_at_function_0_of_a_slot_takes_it(element: str, argument: str, is_taken: bool) -> None:
    document = without_function_0("all-ways-q35").replace("</devices>", f"<hostdev>{element}</hostdev></devices>")
    arguments = f"<qemu:arg value='-device'/><qemu:arg value='{argument}'/></qemu:commandline>"
    domain = read(document.replace("</qemu:commandline>", arguments))
    zns0 = device(domain, "zns0")
    if is_taken:
        elements.require_present(domain, zns0)
    else:
        assert "function 0 of its PCI slot 0x18 is empty" in refusal(lambda: elements.require_present(domain, zns0))


def test_elements_that_nothing_records_are_refused() -> None:
    for case, names in (
        (
            "all-ways-q35",
            "ua-zoned-smr0, ua-zoned-zbc0, ua-zoned-smr1, ua-zoned-zbc1, ua-zoned-null0, zoned-zns0-ns",
        ),
        ("nvme-zns-native-q35", "ua-zoned-zns0"),
    ):
        document = golden(case)
        elements.require_recorded(read(document))
        assert refusal(lambda: elements.require_recorded(read(without(document, "<metadata>", "</metadata>")))) == (
            "Cannot start domain 'smr1': it has zoned devices that its metadata do not record:"
            f" {names}.\nRun: virt-zoned repair smr1"
        )


def test_ids_of_the_users_that_begin_like_ours_are_theirs() -> None:
    arguments = (
        "-blockdev raw,node-name=zoned-disk,file.driver=file,file.filename=/a",
        "-device nvme,id=zoned-nvme,serial=deadbeef",
        "-device nvme-ns,id=zoned-ns,drive=zoned-disk,bus=zoned-nvme,zoned=true",
    )
    text = "".join(f"<q:arg value='{word}'/>" for each in arguments for word in each.split(" "))
    command_line = f"<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'>{text}</q:commandline>"
    domain = read_domain(small(command_line))
    assert sorted(domain.arguments) == ["zoned-disk", "zoned-ns", "zoned-nvme"]
    elements.require_recorded(domain)


def test_a_controller_that_a_device_left_is_no_device() -> None:
    elements.require_recorded(
        read_domain(small("<devices><controller type='scsi'><alias name='ua-zoned-virtio-scsi-ctl'/></controller></devices>"))
    )


@pytest.mark.parametrize(
    "case, old, new, what, found, expected",
    [
        ("all-ways-q35", "zoned.zone_size=16777216", "zoned.zone_size=8M", "zoned.zone_size", "8M", "16777216"),
        ("all-ways-q35", ",zoned.zone_size=16777216", "", "zoned.zone_size", "(none)", "16777216"),
        ("all-ways-q35", "zoned=on", "zoned=off", "zoned", "off", "on"),
        ("all-ways-q35", "zoned=on", "zoned=on,zoned.cross_read=on", "zoned.cross_read", "on", "none"),
        ("all-ways-q35", "nsid=1", "nsid=2", "nsid", "2", "1"),
        ("all-ways-q35", "drive=zoned-zns0", "drive=other", "drive", "other", "zoned-zns0"),
        ("all-ways-q35", "serial=zns0", "serial=ZNS0", "serial", "ZNS0", "zns0"),
        ("all-ways-q35", "physical_block_size=512", "physical_block_size=4096", "physical_block_size", "4096", "512"),
        (
            "nvme-zns-native-q35",
            "name='zoned.zone_size' type='unsigned' value='16777216'",
            "name='zoned.zone_size' type='unsigned' value='8388608'",
            "zoned.zone_size",
            "8388608",
            "16777216",
        ),
    ],
)
def test_another_property_of_a_namespace_is_refused(
    case: str, old: str, new: str, what: str, found: str, expected: str
) -> None:
    source = device(read(golden(case)), "zns0").source
    assert edited(case, "zns0", old, new) == said(source, what, found, expected, "zns0")


def test_the_same_value_written_otherwise_is_the_same() -> None:
    document = golden("all-ways-q35")
    for old, new in (("zone_size=16777216", "zone_size=16M"), ("zoned=on", "zoned=true"), ("nsid=1,", "nsid=0x1,")):
        assert document.count(old) == 1
        domain = read(document.replace(old, new))
        elements.require_as_recorded(domain, device(domain, "zns0"))


def test_another_zone_size_in_the_record_is_refused() -> None:
    document = golden("all-ways-q35")
    assert document.count('zone-size="16M"') + document.count("zone-size='16M'") >= 1
    domain = read(document.replace("name='zns0' source", "name='zns0' max-open='3' source", 1))
    message = refusal(lambda: elements.require_as_recorded(domain, device(domain, "zns0")))
    assert "the zoned.max_open of device 'zns0' is '" in message and "expected '3'" in message


def test_a_comma_in_a_file_name_is_one_in_the_argument() -> None:
    domain = read(golden("nvme-zns-odd-path"))
    assert domain.arguments["zoned-odd"]["file.filename"] == '/srv/a, b/<z>&"1".raw'
    assert device(domain, "odd").source == '/srv/a, b/<z>&"1".raw'


def test_a_native_namespace_without_its_override_is_refused() -> None:
    document = golden("nvme-zns-native-q35")
    head, start, rest = document.partition("<qemu:override")
    tail = rest.partition("</qemu:override>")[2]
    lost = read(head + tail)
    plain = read(document.replace("name='zoned' type='bool' value='true'", "name='zoned' type='bool' value='false'"))
    assert start
    for domain in (lost, plain):
        message = refusal(lambda: elements.require_as_recorded(domain, domain.devices[0]))  # pylint: disable=cell-var-from-loop
        assert message.startswith(f"Cannot give {domain.devices[0].source} to domain 'smr1': the ")
        assert ("<qemu:override> of device 'zns0' is not in" in message) == (domain is lost)
        assert ("zoned of device 'zns0' is 'false' in" in message) == (domain is plain)
