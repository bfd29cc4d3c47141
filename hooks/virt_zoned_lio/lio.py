"""LIO: backstores and targets, made and taken away through rtslib, so that ``targetcli ls`` shows all of it."""

import contextlib
import errno
import glob
import io
import os
import time
import warnings
from typing import Any, Iterable, Iterator, List, NamedTuple, Optional, Tuple

from virt_zoned_lio import identity, modules, tcmurunner
from virt_zoned_lio.devices import ZbcDisk, ZbcGeometry
from virt_zoned_lio.refusal import Refusal

VHOST = "vhost"
LOOPBACK = "loopback"
_MODULES = {VHOST: "vhost_scsi", LOOPBACK: "tcm_loop"}
_CORE = modules.TARGET + "/core"
_TPG = 1
# A target's last user may still be about to go.
_BUSY_SECONDS = 5.0
_LOOK_SECONDS = 0.1


class Target(NamedTuple):
    """A target of a fabric of the host itself: ``vhost`` or ``loopback``."""

    fabric: str
    wwpn: str

    @property
    def path(self) -> str:
        return f"{modules.TARGET}/{self.fabric}/{self.wwpn}"

    def exists(self) -> bool:
        return os.path.isdir(self.path)

    def luns(self) -> List[Tuple[int, str]]:
        """Its LUNs, and the folders of the backstores behind them."""
        found = []
        for link in glob.iglob(f"{self.path}/tpgt_*/lun/lun_*/*"):
            if os.path.islink(link):
                found.append((int(link.split("/")[-2].partition("_")[2]), os.path.realpath(link)))
        return sorted(found)

    def __str__(self) -> str:
        return f"{self.fabric} target {self.wwpn}"


def load(fabric: str, plugin: str) -> None:
    """Loads the kernel modules of a fabric and a backstore's plugin (``pscsi`` or ``user``).

    :raises Refusal: if one cannot be loaded
    """
    for module in _modules(fabric, plugin):
        modules.require(module)
    with _rtslib("prepare LIO") as rtslib:
        # Mounts configfs where nobody has, and tells the kernel where to keep its own files.
        rtslib.RTSRoot()


def require_loadable(fabric: str, plugin: str, act: str) -> None:
    """Refuses where :func:`load` would: a kernel module is missing, or the library. Loads nothing.

    :raises Refusal: then
    """
    for module in _modules(fabric, plugin):
        modules.require(module, dry_run=True)
    with _rtslib(act):
        pass


def _modules(fabric: str, plugin: str) -> Tuple[str, ...]:
    return "configfs", "target_core_mod", f"target_core_{plugin}", _MODULES[fabric]


def folder_of(name: str, plugin: str) -> str:
    """The folder in configfs of a backstore of ours.

    :param plugin: ``pscsi`` or ``user``
    """
    return f"{_CORE}/{plugin}_{identity.backstore_index(name)}/{name}"


def backstores(domain: str, devices: Iterable[str]) -> List[str]:
    """The folders in configfs of the backstores that are there for some devices of a domain.

    None is listed: the kernel would have us wait where tcmu-runner does not answer for a backstore in it.
    """
    names = [identity.backstore(domain, device) for device in sorted(devices)]
    folders = [folder_of(name, plugin) for name in names for plugin in ("pscsi", "user")]
    return [folder for folder in folders if os.path.isdir(folder)]


def make_pscsi(name: str, path: str, act: str) -> None:
    """Makes a backstore that passes a SCSI disk's commands on.

    :param path: the disk's stable name, by which ``targetcli ls`` shows it
    :raises Refusal: if LIO refuses it
    """
    with _rtslib(act) as rtslib:
        rtslib.PSCSIStorageObject(name, path, index=identity.backstore_index(name))


def make_zbc(name: str, disk: ZbcDisk, act: str) -> None:
    """Makes a backstore of a ZBC file that is there, by its path alone: any option would have it formatted.

    :raises Refusal: if LIO or tcmu-runner refuses it
    """
    _make_user(name, f"zbc/{disk.path}", disk.geometry.size, disk.unit_serial, act)


def format_zbc(name: str, path: str, geometry: ZbcGeometry, act: str) -> None:
    """Has tcmu-runner format a file, whatever it holds: a backstore with options is made, and deleted again.

    :raises Refusal: if LIO or tcmu-runner refuses it
    """
    options = "/".join(
        (
            "model-" + ("HM" if geometry.model == "host-managed" else "HA"),
            f"lba-{geometry.block_size}",
            f"zsize-{geometry.zone_size >> 20}",
            f"conv-{geometry.conventional_zones}",
            f"open-{geometry.max_open}",
        )
    )
    configuration = f"zbc/{options}@{path}"
    try:
        _make_user(name, configuration, geometry.size, None, act)
    except tcmurunner.NoAnswer:
        raise
    except Refusal:
        remove_user_backstore(name, act)
        raise
    remove_user_backstore(name, act)


def make_target(target: Target, act: str) -> None:
    """Makes a target with its portal group and nexus, and without LUNs.

    :raises Refusal: if LIO refuses it
    """
    with _rtslib(act) as rtslib:
        made = rtslib.Target(rtslib.FabricModule(target.fabric), target.wwpn, mode="create")
        rtslib.TPG(made, _TPG, mode="create")


def make_lun(target: Target, lun: int, backstore: str, act: str) -> None:
    """Makes a backstore a LUN of a target.

    :raises Refusal: if LIO refuses it
    """
    with _rtslib(act) as rtslib:
        portal_group = rtslib.TPG(rtslib.Target(rtslib.FabricModule(target.fabric), target.wwpn, mode="lookup"), _TPG)
        rtslib.LUN(portal_group, lun, _storage_object(rtslib, backstore))


def remove_target(target: Target, act: str) -> None:
    """Takes a target away with its LUNs; does nothing where it isn't.

    :raises Refusal: if LIO refuses
    """

    def delete() -> None:
        if emulated and not tcmurunner.is_running():
            _give_disks_up(target)
        end = time.monotonic() + _BUSY_SECONDS
        while target.exists():
            try:
                _delete(target)
            except OSError as error:
                if time.monotonic() > end:
                    raise Refusal(f"{act}: LIO refused: {error}.") from error
                time.sleep(_LOOK_SECONDS)

    emulated = any(_is_user(folder) for _, folder in target.luns())
    if emulated:
        # Commands on their way there are waited for.
        tcmurunner.ask(act, target.wwpn, delete)
    else:
        delete()


def _delete(target: Target) -> None:
    """Not by rtslib: to load it takes longer than all of this, and many guests may end at once."""
    for link in glob.glob(f"{target.path}/tpgt_*/lun/lun_*/*"):
        if os.path.islink(link):
            os.unlink(link)
    for pattern in ("tpgt_*/lun/lun_*", "tpgt_*", ""):
        for folder in glob.glob(f"{target.path}/{pattern}"):
            os.rmdir(folder)


def _give_disks_up(target: Target) -> None:
    """Of a loopback target whose tcmu-runner is gone: the kernel would wait minutes for it to synchronize their caches.

    Nothing is lost by it: tcmu-runner has written to the file, what it was given.
    """
    for lun, _ in target.luns():
        with contextlib.suppress(OSError):
            with open(f"{target.path}/tpgt_{_TPG}/address", encoding="ascii") as file:
                address = f"{file.read().strip()}:{lun}"
            _write(f"/sys/class/scsi_device/{address}/device/state", "offline")
            _write(f"/sys/class/scsi_disk/{address}/cache_type", "temporary write through")


def _write(path: str, value: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(value)


def _is_user(folder: str) -> bool:
    return folder.split("/")[-2].startswith("user_")


def remove_backstore(folder: str, act: str) -> None:
    """Takes a backstore away, by its folder in configfs; does nothing where it isn't.

    Not by rtslib, which looks through all targets of the host for it first: one may be waiting for tcmu-runner, and whoever
    looks at it waits, too.

    :raises Refusal: if it is a LUN of a target still, which is named
    """

    def delete() -> None:
        try:
            os.rmdir(folder)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise _in_use(folder, act) if error.errno == errno.EBUSY else Refusal(f"{act}: LIO refused: {error}.")

    if os.path.isdir(folder):
        if _is_user(folder):
            tcmurunner.ask(act, os.path.basename(folder), delete)
        else:
            delete()
    _remove_empty(os.path.dirname(folder))


def _in_use(folder: str, act: str) -> Refusal:
    for link in glob.iglob(f"{modules.TARGET}/*/*/tpgt_*/lun/lun_*/*"):
        if os.path.realpath(link) == folder:
            target = "/".join(link[len(modules.TARGET) + 1:].split("/")[:2])
            return Refusal(
                f"{act}: it is a LUN of the target {target}, which virt-zoned did not make.",
                f"Delete that LUN: targetcli /{target} ls",
            )
    return Refusal(f"{act}: it is in use.")


def remove_user_backstore(name: str, act: str) -> None:
    """Takes away the user-space backstore of a name, if there is one.

    :raises Refusal: if LIO refuses
    """
    remove_backstore(folder_of(name, "user"), act)


def remove_unfinished(domain: str, device: str) -> None:
    """Takes away what a kill in the middle of making a device's backstore leaves: a folder without one in it."""
    for plugin in ("pscsi", "user"):
        _remove_empty(os.path.dirname(folder_of(identity.backstore(domain, device), plugin)))


def _remove_empty(folder: str) -> None:
    with contextlib.suppress(OSError):
        os.rmdir(folder)


def _make_user(name: str, configuration: str, size: int, serial: Optional[str], act: str) -> None:
    # The kernel cuts a longer one, and the handler would open, or format, another file (TCMU_CONFIG_LEN).
    if len(configuration.encode()) > 255:
        raise Refusal(f"{act}: its path is too long for tcmu-runner by {len(configuration.encode()) - 255} bytes.")

    def make() -> None:
        with _rtslib(act) as rtslib:
            rtslib.UserBackedStorageObject(
                name, config=configuration, size=size, wwn=serial, index=identity.backstore_index(name)
            )

    tcmurunner.require_running(act)
    tcmurunner.ask(act, name, make)


def _storage_object(rtslib: Any, folder: str) -> Any:
    index = int(folder.split("/")[-2].rpartition("_")[2])
    kind = rtslib.UserBackedStorageObject if _is_user(folder) else rtslib.PSCSIStorageObject
    return kind(os.path.basename(folder), index=index)


@contextlib.contextmanager
def _rtslib(act: str) -> Iterator[Any]:
    """rtslib, with its warnings kept from the user and its errors said in our way."""
    with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            import rtslib_fb as rtslib
        except ImportError as error:
            raise Refusal(
                f"{act}: rtslib, the library for LIO, is not there ({error}).",
                "Install it: Debian's package python3-rtslib-fb, Fedora's python3-rtslib.",
            ) from error
        try:
            yield rtslib
        except (rtslib.RTSLibError, OSError) as error:
            raise Refusal(f"{act}: LIO refused: {error}.") from error
