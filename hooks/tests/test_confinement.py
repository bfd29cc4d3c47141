"""Confinement: whether libvirt's abstraction includes our rules."""

import pytest

from virt_zoned_lio import confinement


def includes(text: str) -> bool:
    return confinement._INCLUSION.search(text) is not None


@pytest.mark.parametrize(
    "line",
    [
        "include if exists <abstractions/libvirt-qemu.d>",
        "include if exists <abstractions/libvirt-qemu.d/virt-zoned>",
        "include <abstractions/libvirt-qemu.d/virt-zoned>",
        "#include <abstractions/libvirt-qemu.d/virt-zoned>",
        "#include if exists <abstractions/libvirt-qemu.d>",
        "  include if exists <abstractions/libvirt-qemu.d>  # Debian 13's",
    ],
)
def test_an_inclusion_of_the_folder_or_the_file_is_one_wherever_it_stands(line: str) -> None:
    assert includes(line)
    assert includes(f"  # rules\n  capability dac_override,\n\n{line}\n  /dev/kvm rw,\n")


@pytest.mark.parametrize(
    "line",
    [
        "",
        "# include if exists <abstractions/libvirt-qemu.d>",
        "##include <abstractions/libvirt-qemu.d>",
        "/x include <abstractions/libvirt-qemu.d>",
        "include if exists <abstractions/libvirt-qemu>",
        "include if exists <abstractions/libvirt-qemu-d>",
        "include if exists <abstractions/libvirt-qemu.d/other>",
        "include if exists <local/abstractions/libvirt-qemu.d>",
        "includes <abstractions/libvirt-qemu.d>",
        "abi <abi/3.0>,",
    ],
)
def test_a_comment_and_other_inclusions_are_none(line: str) -> None:
    assert not includes(line)
    assert not includes(f"{line}\n{line}")


def test_without_libvirt_around_it_nothing_is_confined() -> None:
    assert not confinement.is_apparmor_in_force()
    confinement.require_rules("Cannot take it", apparmor=False)
    confinement.require_file_allowed("/anywhere", "Cannot take it", apparmor=False)
