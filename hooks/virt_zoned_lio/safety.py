"""Whether a disk or a file of the host may be handed to a guest, and what is claimed with it."""

import os
from typing import FrozenSet, List, NamedTuple

from virt_zoned_lio import confinement, disks, elements, folders, namespaces, usage, zbcfile
from virt_zoned_lio.devices import VIRTIO_BLK, VIRTIO_SCSI, Device, HostDisk, NamespaceFile, ZbcDisk
from virt_zoned_lio.domain import Domain
from virt_zoned_lio.lio import VHOST, Target
from virt_zoned_lio.policy import Policy
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal, shell_word
from virt_zoned_lio.verdict import DOCUMENT, HOST, Verdict
from virt_zoned_lio.words import size_text


class Checker(NamedTuple):
    """Checks the devices of a domain. Each method gives the keys of what the device takes of the host.

    :param apparmor: whether AppArmor confines guests
    :param created: the paths of files that are about to be created, and count as there
    """

    domain: Domain
    policy: Policy
    qemus: Qemus
    verdict: Verdict
    apparmor: bool
    created: FrozenSet[str] = frozenset()

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
        with self.verdict.rule(HOST, device):
            self.policy.require_device(backing.path, act)
        keys: List[str] = []
        with self.verdict.rule(HOST, device):
            if generic and backing.address is not None:
                disk = disks.find_scsi(backing.address, act)
            else:
                disk = disks.find(backing.path, act)
            keys = _disk_keys(disk)
            # Another disk, one that is in use, and one that is not zoned: each is told without the others.
            _require_identity(backing, disk, act)
            self._require_free(disk, act)
            _require_zoned(disk, act)
            _require_scsi(disk, device.way, act)
        if generic or device.way == VIRTIO_BLK:
            with self.verdict.rule(HOST, device):
                confinement.require_rules(act, self.apparmor)
        return keys

    def _require_free(self, disk: disks.Disk, act: str) -> None:
        reason = usage.holder(disk, self.domain.uuid, self.qemus)
        if reason is not None:
            is_root = reason == usage.ROOT
            remedy = "Attach another disk." if is_root else "Free it first, or attach another disk."
            raise Refusal(f"{act}: {disk.node} {reason}.", remedy, may_pass=not is_root)

    def _zbc(self, device: Device, backing: ZbcDisk) -> List[str]:
        act = self.act(device)
        created = backing.path in self.created
        self._check_place(device, backing.path, created)
        if created:
            return []
        with self.verdict.rule(HOST, device):
            zbcfile.require_whole(backing.path, backing.geometry, act)
            return [_file_key(os.lstat(backing.path))]
        return []

    def _namespace(self, device: Device, backing: NamespaceFile) -> List[str]:
        if backing.is_device:
            return self._namespace_device(device, backing)
        act = self.act(device)
        created = backing.path in self.created
        keys: List[str] = []
        self._check_place(device, backing.path, created)
        if not created:
            with self.verdict.rule(HOST, device):
                keys = [_file_key(namespaces.require_file(backing, self.domain.name, act))]
        if backing.command_line:
            if keys or created:
                with self.verdict.rule(HOST, device):
                    folders.require_openable(backing.path, self.domain.owner, act, created)
            with self.verdict.rule(HOST, device):
                confinement.require_file_allowed(backing.path, act, self.apparmor)
        return keys

    def _check_place(self, device: Device, path: str, created: bool) -> None:
        act = self.act(device)
        with self.verdict.rule(HOST, device):
            self.policy.require_folder(path, act)
        with self.verdict.rule(HOST, device):
            folders.require_real_folders(path, act, created)

    def _namespace_device(self, device: Device, backing: NamespaceFile) -> List[str]:
        act = self.act(device)
        is_session = os.geteuid() != 0
        if backing.command_line and not is_session:
            with self.verdict.rule(DOCUMENT, device):
                raise Refusal(
                    f"{act}: it is on QEMU's command line, and libvirt lets guests open only the devices that it knows of.",
                    f"With libvirt 11.5: virt-zoned repair --native-nvme {shell_word(self.domain.name)};"
                    " before that, detach it and attach one on a file.",
                    when_attaching="With libvirt older than 11.5, name a file.",
                )
        with self.verdict.rule(HOST, device):
            self.policy.require_device(backing.path, act)
        keys: List[str] = []
        with self.verdict.rule(HOST, device):
            disk = disks.find(backing.path, act)
            keys = _disk_keys(disk)
            namespaces.require_device(backing, disk, act)
            self._require_free(disk, act)
        if is_session and keys:
            with self.verdict.rule(HOST, device):
                namespaces.require_openable(backing.path, act)
        return keys

    def _user_target(self, device: Device) -> List[str]:
        target = Target(VHOST, device.wwpn or "")
        with self.verdict.rule(HOST, device):
            if not target.exists():
                raise Refusal(
                    f"{self.act(device)}: there is no such vhost-scsi target, and managed=no leaves it to you.",
                    f"Make it: targetcli /vhost create {target.wwpn}; and give it a LUN.",
                    may_pass=True,
                )
            if not target.luns():
                raise Refusal(
                    f"{self.act(device)}: this vhost-scsi target has no LUN.",
                    f"Give it one: targetcli /vhost/{target.wwpn}/tpg1/luns create BACKSTORE",
                    may_pass=True,
                )
        return []


def _require_zoned(disk: disks.Disk, act: str) -> None:
    if disk.zone_model == "none":
        raise Refusal(
            f"{act}: {disk.node} is not a zoned disk (queue/zoned is 'none'), expected 'host-managed' or 'host-aware'.",
            "'lsblk -z' shows which disks are zoned.",
        )


def _require_scsi(disk: disks.Disk, way: str, act: str) -> None:
    """QEMU's scsi-block passes a multipath device on, too; LIO's pscsi takes nothing but the SCSI device itself."""
    multipath = way == VIRTIO_SCSI and disk.attribute("dm/uuid").startswith("mpath-")
    if way != VIRTIO_BLK and disk.scsi is None and not multipath:
        raise Refusal(
            f"{act}: {disk.node} is not a SCSI disk, expected one for {way}.",
            "Attach it with --virtio-blk, which takes any zoned block device.",
        )


def _disk_keys(disk: disks.Disk) -> List[str]:
    keys = [f"dev-{os.major(number)}:{os.minor(number)}" for number in sorted(disk.devices)]
    return keys + ([f"wwn-{disk.wwn.replace('/', '_')}"] if disk.wwn else [])


def _require_identity(recorded: HostDisk, found: disks.Disk, act: str) -> None:
    for what, expected, seen in (("WWN", recorded.wwn, found.wwn), ("serial number", recorded.serial, found.serial)):
        if expected is not None and expected != seen:
            raise _other_disk(f"{act}: {found.node} has the {what} {seen or '(none)'}, expected {expected}.")
    for what, size, seen_size in (("size", recorded.size, found.size), ("zone size", recorded.zone_size, found.zone_size)):
        if size is not None and size != seen_size:
            seen_text = size_text(seen_size) if seen_size else "0"
            raise _other_disk(f"{act}: {found.node} has the {what} {seen_text}, expected {size_text(size)}.")


def _other_disk(message: str) -> Refusal:
    return Refusal(
        message,
        "See which disk it is now: detach it, and attach the one that is meant.",
        when_attaching="See which disk it is now, and attach the one that is meant.",
    )


def _file_key(status: os.stat_result) -> str:
    return f"file-{status.st_dev}-{status.st_ino}"
