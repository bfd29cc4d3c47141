"""Whether a disk or a file of the host may be handed to a guest, and what is claimed with it."""

import os
from typing import List, NamedTuple

from virt_zoned_lio import confinement, disks, elements, folders, usage, zbcfile
from virt_zoned_lio.devices import VIRTIO_BLK, Device, HostDisk, NamespaceFile, ZbcDisk
from virt_zoned_lio.domain import Domain
from virt_zoned_lio.lio import VHOST, Target
from virt_zoned_lio.policy import Policy
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.words import size_text


class Checker(NamedTuple):
    """Checks the devices of a domain. Each method gives the keys of what the device takes of the host."""

    domain: Domain
    policy: Policy
    qemus: Qemus

    def check(self, device: Device) -> List[str]:
        """Looks at what is behind a device, now.

        :raises Refusal: if the guest must not have it
        """
        backing = device.backing
        if isinstance(backing, HostDisk):
            return self._disk(device, backing)
        if isinstance(backing, ZbcDisk):
            return self._zbc(device, backing)
        if isinstance(backing, NamespaceFile):
            return self._namespace(device, backing)
        return self._user_target(device)

    def act(self, device: Device) -> str:
        return f"Cannot give {device.source} to domain '{self.domain.name}'"

    def _disk(self, device: Device, backing: HostDisk) -> List[str]:
        act = self.act(device)
        generic = elements.is_host_device(self.domain, device)
        self.policy.require_device(backing.path, act)
        if generic and backing.address is not None:
            disk = disks.find_scsi(backing.address, act)
        else:
            disk = disks.find(backing.path, act)
        _require_identity(backing, disk, act)
        reason = usage.holder(disk, self.domain.uuid, self.qemus)
        if reason is not None:
            remedy = "Attach another disk." if reason == usage.ROOT else "Free it first, or attach another disk."
            raise Refusal(f"{act}: {disk.node} {reason}.", remedy)
        if disk.zone_model == "none":
            raise Refusal(
                f"{act}: {disk.node} is no zoned disk (queue/zoned is 'none'), expected 'host-managed' or 'host-aware'.",
                "'lsblk -z' shows which disks are zoned.",
            )
        if generic or device.way == VIRTIO_BLK:
            confinement.require_rules(act)
        keys = [f"dev-{os.major(number)}:{os.minor(number)}" for number in sorted(disk.devices)]
        return keys + ([f"wwn-{disk.wwn.replace('/', '_')}"] if disk.wwn else [])

    def _zbc(self, device: Device, backing: ZbcDisk) -> List[str]:
        act = self.act(device)
        self.policy.require_folder(backing.path, act)
        folders.require_real_folders(backing.path, act)
        zbcfile.require_whole(backing.path, backing.geometry, act)
        return [_file_key(os.lstat(backing.path))]

    def _namespace(self, device: Device, backing: NamespaceFile) -> List[str]:
        act = self.act(device)
        self.policy.require_folder(backing.path, act)
        folders.require_real_folders(backing.path, act)
        status = folders.require_file(backing.path, backing.size, act)
        if backing.command_line:
            confinement.require_file_allowed(backing.path, act)
            folders.require_openable(backing.path, self.domain.owner, act)
        return [_file_key(status)]

    def _user_target(self, device: Device) -> List[str]:
        target = Target(VHOST, device.wwpn or "")
        if not target.exists():
            raise Refusal(
                f"{self.act(device)}: there is no such vhost-scsi target, and managed=no leaves it to you.",
                f"Make it: targetcli /vhost create {target.wwpn}; and give it a LUN.",
            )
        if not target.luns():
            raise Refusal(
                f"{self.act(device)}: this vhost-scsi target has no LUN.",
                f"Give it one: targetcli /vhost/{target.wwpn}/tpg1/luns create BACKSTORE",
            )
        return []


def _require_identity(recorded: HostDisk, found: disks.Disk, act: str) -> None:
    remedy = "See which disk it is now; attach the one that is meant anew."
    for what, expected, seen in (("WWN", recorded.wwn, found.wwn), ("serial number", recorded.serial, found.serial)):
        if expected is not None and expected != seen:
            raise Refusal(f"{act}: {found.node} has the {what} {seen or '(none)'}, expected {expected}.", remedy)
    for what, size, seen_size in (("size", recorded.size, found.size), ("zone size", recorded.zone_size, found.zone_size)):
        if size is not None and size != seen_size:
            seen_text = size_text(seen_size) if seen_size else "0"
            raise Refusal(f"{act}: {found.node} has the {what} {seen_text}, expected {size_text(size)}.", remedy)


def _file_key(status: os.stat_result) -> str:
    return f"file-{status.st_dev}-{status.st_ino}"
