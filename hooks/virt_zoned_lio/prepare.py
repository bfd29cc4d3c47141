"""Makes on the host what the zoned devices of a domain need, right before its guest starts."""

import os
import time
from contextlib import suppress
from typing import FrozenSet, List, Optional

from virt_zoned_lio import confinement, elements, identity, lio, locks, policy, readiness, tcmurunner, zbcformat
from virt_zoned_lio.claims import Claim, Claims, TrialClaims, now
from virt_zoned_lio.devices import VHOST_SCSI, Device, HostDisk, UserTarget, ZbcDisk
from virt_zoned_lio.domain import Domain, read_domain
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal, shell_word
from virt_zoned_lio.safety import Checker
from virt_zoned_lio.state import State, here
from virt_zoned_lio.takeaway import forget, take_away
from virt_zoned_lio.tcmurunner import NoAnswer
from virt_zoned_lio.timelimit import without_limit
from virt_zoned_lio.verdict import CLONE, DOCUMENT, HOST, POLICY, RECORD, UNRECORDED, Fault, Verdict

# udev's link to a new disk; it takes a tenth of that.
_LINK_SECONDS = 5.0
_LOOK_SECONDS = 0.02
# Of files that the hook has formatted once: a second time their absence means that something is not mounted.
FORMATTED = "/var/lib/virt-zoned/formatted"


def prepare(xml: bytes) -> None:
    """Makes what a domain's metadata ask for. Again it finds all there.

    Of a guest that runs, devices without an element are passed over: libvirt is about to plug them in, or has taken them.

    :raises Refusal: if something can't or mustn't be; then what this made is gone again
    """
    verdict = Verdict()
    domain = read_domain(xml)
    devices = _look_at_document(domain, Qemus().pid(domain.uuid) is None, verdict)
    if not devices:
        return
    state = here()
    state.make()
    with locks.locked(state.domain(domain.uuid), f"domain '{domain.name}'"):
        qemus = Qemus()
        checker = Checker(domain, policy.read(), qemus, verdict, confinement.is_apparmor_in_force())
        _Preparation(domain, devices, state, Claims(state, qemus), checker).make()


def examine(xml: bytes, apparmor: bool, created: FrozenSet[str], next_start: bool) -> List[Fault]:
    """Looks at all that :func:`prepare` looks at, and changes nothing on the host: no claim, no file, no module.

    :param next_start: whether the document is what the next start uses, though the guest may run with another
    :param apparmor: whether libvirt confines guests by AppArmor, which only what libvirt runs can see by itself
    :param created: the paths of files that are about to be created, and count as there
    :returns: all that would be refused now
    """
    verdict = Verdict(collects=True)
    domain: Optional[Domain] = None
    limits = policy.Policy(None, None)
    with verdict.rule(RECORD):
        domain = read_domain(xml)
    with verdict.rule(POLICY):
        limits = policy.read()
    if domain is not None:
        qemus = Qemus()
        devices = _look_at_document(domain, next_start or qemus.pid(domain.uuid) is None, verdict)
        checker = Checker(domain, limits, qemus, verdict, apparmor, created)
        _Preparation(domain, devices, here(), TrialClaims(here(), qemus), checker).examine()
    return verdict.faults


def _look_at_document(domain: Domain, starts: bool, verdict: Verdict) -> List[Device]:
    """Holds what the document says of itself against the rules.

    :param starts: whether a guest is to start with it, which must have all that is recorded; else it runs
    :returns: the devices that the guest is to have
    """
    devices = domain.devices
    if starts:
        with verdict.rule(UNRECORDED):
            elements.require_recorded(domain)
    else:
        devices = [device for device in devices if elements.is_present(domain, device)]
    if devices:
        with verdict.rule(CLONE):
            _require_original(domain)
    for device in devices:
        with verdict.rule(DOCUMENT, device):
            elements.require_present(domain, device)
            elements.require_as_recorded(domain, device)
        with verdict.rule(HOST, device):
            _require_root(domain, device)
    return devices


def _require_original(domain: Domain) -> None:
    if domain.made_for is not None and domain.made_for != domain.uuid:
        raise Refusal(
            f"Cannot start domain '{domain.name}': it is a clone, its zoned devices were made for the domain of UUID"
            f" {domain.made_for}.",
            f"Give it targets and files of its own: virt-zoned repair --rebind {shell_word(domain.name)}",
        )


def _require_root(domain: Domain, device: Device) -> None:
    if os.geteuid() != 0 and (device.way == VHOST_SCSI or isinstance(device.backing, ZbcDisk)):
        raise Refusal(
            f"Cannot give {device.source} to domain '{domain.name}': its LIO target takes root to make.",
            "Define the domain in qemu:///system.",
        )


class _Preparation:
    """One preparation of a domain, whose lock is held; or a look at it."""

    def __init__(self, domain: Domain, devices: List[Device], state: State, claims: Claims, checker: Checker) -> None:
        self._domain = domain
        self._devices = devices
        self._state = state
        self._claims = claims
        self._checker = checker
        self._verdict = checker.verdict
        self._path = state.domain(domain.uuid)
        self._runs = checker.qemus.pid(domain.uuid) is not None
        # What the devices are on that a start under way is about to use: they are kept as those of a guest that runs.
        self._ready = None if self._runs else readiness.noted_keys(self._path, devices)
        self._new_claims: List[Claim] = []
        self._new_targets: List[lio.Target] = []
        self._new_backstores: List[str] = []

    def examine(self) -> None:
        """Has the verdict collect what :meth:`make` would refuse."""
        for device in self._devices:
            with self._verdict.rule(HOST, device):
                created = self._is_created(device)
            checker = self._checker
            if created:
                checker = checker._replace(created=checker.created | {device.source})
            self._look(device, checker)
            with self._verdict.rule(HOST, device):
                self._look_at_lio(device)

    def make(self) -> None:
        if not self._keeps:
            # What a killed one left.
            self._take_away()
        try:
            self._make_files()
            keys = self._claim()
            if self._ready not in (None, keys):
                # Another disk or file has the name by now, and the backstore is still on the one before.
                self._ready = None
                self._take_away()
                keys = self._claim()
            for device in self._devices:
                if not isinstance(device.backing, UserTarget):
                    self._make_lio(device)
            self._await_disks()
            if not self._runs:
                readiness.note(self._path, self._devices, keys)
        except NoAnswer:
            # Nothing may touch what waits for tcmu-runner; the next start takes it away.
            raise
        except BaseException:
            with without_limit():
                self._take_back()
            raise

    @property
    def _keeps(self) -> bool:
        return self._runs or self._ready is not None

    def _take_away(self) -> None:
        take_away(self._domain.uuid, self._domain.name, self._state, self._claims)

    def _make_files(self) -> None:
        for device in self._devices:
            disk = device.backing
            if isinstance(disk, ZbcDisk) and disk.create:
                self._make_file(device, disk)

    def _is_created(self, device: Device) -> bool:
        """Whether this start creates the device's file.

        :raises Refusal: if it would, and an earlier start did
        """
        disk = device.backing
        if not isinstance(disk, ZbcDisk) or not disk.create or os.path.lexists(disk.path):
            return False
        if os.path.exists(_mark(disk)):
            raise Refusal(
                f"{self._checker.act(device)}: there is no file {disk.path}, which was made at an earlier start.",
                "Mount the file system that it is on; or, if the disk is lost, make a new one: virt-zoned-lio format.",
                may_pass=True,
            )
        return True

    def _make_file(self, device: Device, disk: ZbcDisk) -> None:
        if self._is_created(device):
            zbcformat.format_file(disk.path, disk.geometry, self._checker.act(device))
        mark = _mark(disk)
        if not os.path.exists(mark):
            os.makedirs(FORMATTED, mode=0o755, exist_ok=True)
            with open(mark, "w", encoding="utf-8") as file:
                file.write(disk.path + "\n")

    def _claim(self) -> List[str]:
        """Takes everything at once: of two domains that want the same, one has all of its own.

        :returns: the keys of the disks and files
        """
        taken: List[str] = []
        with locks.locked(self._state.lock, "the claims"):
            for device in self._devices:
                taken += self._look(device, self._checker)
            if self._ready is not None:
                self._claims.renew(self._domain.uuid)
        return taken

    def _look(self, device: Device, checker: Checker) -> List[str]:
        """Looks at what is behind a device, and claims it.

        :returns: the keys of the disk or file
        """
        keys = checker.check(device)
        with self._verdict.rule(HOST, device):
            for key in keys:
                self._take(device, key, made=False)
        target = self._target(device)
        if target is not None:
            with self._verdict.rule(HOST, device):
                self._take_target(device, target)
        return keys

    def _look_at_lio(self, device: Device) -> None:
        target = self._target(device)
        if target is None or isinstance(device.backing, UserTarget):
            return
        act = self._checker.act(device)
        plugin = _plugin(device)
        if plugin == "user" and not self._runs:
            tcmurunner.require_running(act)
        if not os.path.isdir(lio.folder_of(identity.backstore(self._domain.uuid, device.name), plugin)):
            lio.require_loadable(target.fabric, plugin, act)

    def _take_target(self, device: Device, target: lio.Target) -> None:
        made = not isinstance(device.backing, UserTarget)
        key = f"{target.fabric}-{target.wwpn}"
        if any(claim.key == key and claim.domain == self._domain.uuid for claim in self._claims.all()):
            return  # of another LUN of it
        if made and target.exists():
            raise Refusal(
                f"{self._checker.act(device)}: there is a {target} on this host that virt-zoned has not made.",
                f"Delete it (targetcli /{target.fabric} delete {target.wwpn}), or attach the device with another wwpn=.",
                may_pass=True,
            )
        self._take(device, key, made)

    def _take(self, device: Device, key: str, made: bool) -> None:
        domain = self._domain
        claim = Claim(key, domain.uuid, domain.name, device.name, device.way, device.source, made, now())
        if self._claims.take(claim):
            self._new_claims.append(claim)

    def _make_lio(self, device: Device) -> None:
        target = self._target(device)
        if target is None:
            return
        act = self._checker.act(device)
        backstore = self._make_backstore(device, target.fabric, act)
        if not target.exists():
            lio.make_target(target, act)
            self._new_targets.append(target)
        if backstore not in [found for _, found in target.luns()]:
            lio.make_lun(target, self._lun(device), backstore, act)

    def _make_backstore(self, device: Device, fabric: str, act: str) -> str:
        name = identity.backstore(self._domain.uuid, device.name)
        plugin = _plugin(device)
        folder = lio.folder_of(name, plugin)
        if os.path.isdir(folder):
            if plugin == "user" and not self._runs:
                tcmurunner.require_running(act)
            return folder
        lio.load(fabric, plugin)
        self._new_backstores.append(folder)
        if isinstance(device.backing, ZbcDisk):
            lio.make_zbc(name, device.backing, act)
        else:
            assert isinstance(device.backing, HostDisk)
            lio.make_pscsi(name, device.backing.path, act)
        return folder

    def _target(self, device: Device) -> Optional[lio.Target]:
        if device.way == VHOST_SCSI:
            return lio.Target(lio.VHOST, device.wwpn or "")
        if isinstance(device.backing, ZbcDisk):
            return lio.Target(lio.LOOPBACK, identity.loopback_wwpn(self._domain.uuid, device.name))
        return None

    def _lun(self, device: Device) -> int:
        """Devices of one target are its LUNs, in the order of the metadata."""
        if device.way != VHOST_SCSI:
            return 0
        return [other.name for other in self._domain.devices if other.wwpn == device.wwpn].index(device.name)

    def _await_disks(self) -> None:
        wanted = {
            identity.lio_disk(device.backing.unit_serial): device
            for device in self._devices
            if isinstance(device.backing, ZbcDisk) and device.way != VHOST_SCSI
        }
        end = time.monotonic() + _LINK_SECONDS
        while True:
            absent = {path: device for path, device in wanted.items() if not os.path.exists(path)}
            if not absent:
                return
            if time.monotonic() > end:
                path, device = absent.popitem()
                raise Refusal(
                    f"{self._checker.act(device)}: its disk has not appeared as {path} in {_LINK_SECONDS:.0f} s.",
                    "Does udev run? 'lsscsi -g' shows whether the disk is there.",
                )
            time.sleep(_LOOK_SECONDS)

    def _take_back(self) -> None:
        """Of a guest that runs or starts only what this made goes; otherwise all: nothing of it was there before."""
        if not self._keeps:
            with suppress(Refusal):
                self._take_away()
                forget(self._domain.uuid, self._state)
            return
        for target in self._new_targets:
            with suppress(Refusal):
                lio.remove_target(target, "Cannot take back")
        for folder in self._new_backstores:
            with suppress(Refusal):
                lio.remove_backstore(folder, "Cannot take back")
        with suppress(Refusal), locks.locked(self._state.lock, "the claims"):
            for claim in self._new_claims:
                self._claims.drop(claim)
            if self._runs and not self._claims.of(self._domain.uuid):
                # The guest had nothing here before, either.
                forget(self._domain.uuid, self._state)


def _plugin(device: Device) -> str:
    return "user" if isinstance(device.backing, ZbcDisk) else "pscsi"


def _mark(disk: ZbcDisk) -> str:
    """The file that says that the hook has formatted a disk's file once."""
    return f"{FORMATTED}/{disk.unit_serial}"
