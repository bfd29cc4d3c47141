"""Identity: what must not change between versions, or objects of LIO's would be nobody's."""

import re

from tests.documents import UUID, golden
from virt_zoned_lio import identity


def test_a_backstore_is_named_for_its_domain_and_device() -> None:
    assert identity.backstore(UUID, "zbc0") == f"zoned-{UUID}-zbc0"


def test_the_owner_of_a_backstore_is_read_off_its_name() -> None:
    assert identity.owner(f"zoned-{UUID}-zbc0") == UUID
    assert identity.owner(f"zoned-{UUID}-a-b_c") == UUID


def test_a_backstore_of_another_name_is_somebody_elses() -> None:
    for name in (
        "",
        "zbc0",
        f"zoned-{UUID}",
        f"zoned-{UUID}-",
        f"xzoned-{UUID}-a",
        f"zoned-{UUID.upper()}-a",
        f"zoned-{UUID}-a\n",
        "zoned-format-0123456789ab",
    ):
        assert identity.owner(name) is None


def test_the_index_of_a_backstore_follows_from_its_name() -> None:
    assert identity.backstore_index(f"zoned-{UUID}-zbc0") == 9663500
    assert identity.backstore_index(f"zoned-{UUID}-zbc1") == 16275884


def test_the_loopback_target_follows_from_domain_and_device() -> None:
    assert identity.loopback_wwpn(UUID, "zbc0") == "naa.50014059b25cc7c8"
    assert identity.loopback_wwpn(UUID, "zbc1") == "naa.50014058cd655fc9"


def test_the_disk_of_a_unit_serial_is_that_which_virt_zoned_writes() -> None:
    document = golden("virtio-scsi-zbc-q35")
    serial = re.findall(r"unit-serial='([^']*)'", document)
    disk = re.findall(r"<source dev='([^']*)'/>", document)
    assert (
        [identity.lio_disk(text) for text in serial]
        == disk
        == ["/dev/disk/by-id/wwn-0x60014050b33bac1f47d8244ad8d1d550"]
    )
