"""The QEMU processes of libvirt's guests that live, whatever libvirt's own files say of them."""

import glob
import os
from typing import Dict, Iterator, List, Optional, Tuple

SYSTEM_FOLDER = "/run/libvirt/qemu"


class Qemus:
    """The QEMUs that live now, by the UUID of their domain.

    :param folder: where libvirt has its files of process ids
    """

    def __init__(self, folder: Optional[str] = None) -> None:
        self._folder = folder or _folder()
        self._found: Optional[Dict[str, Tuple[int, str]]] = None

    def pid(self, uuid: str) -> Optional[int]:
        """The process of a domain's QEMU, if it lives."""
        found = self._all().get(uuid)
        return found[0] if found else None

    def with_open(self, devices: "frozenset[int]") -> Iterator[Tuple[str, str]]:
        """The domains, by UUID and name, whose QEMU has one of these device nodes open.

        :param devices: device numbers, as ``st_rdev`` has them
        """
        for uuid, (pid, name) in self._all().items():
            if any(device in devices for device in _open_devices(pid)):
                yield uuid, name

    def _all(self) -> Dict[str, Tuple[int, str]]:
        if self._found is None:
            self._found = dict(self._look())
        return self._found

    def _look(self) -> Iterator[Tuple[str, Tuple[int, str]]]:
        for path in glob.glob(glob.escape(self._folder) + "/*.pid"):
            try:
                with open(path, encoding="ascii") as file:
                    pid = int(file.read(16))
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    arguments = file.read().split(b"\0")
            except (OSError, ValueError):
                continue
            # The number may be another process' by now.
            uuid = _after(arguments, b"-uuid")
            if uuid:
                yield uuid, (pid, os.path.basename(path)[: -len(".pid")])


def _folder() -> str:
    return SYSTEM_FOLDER if os.geteuid() == 0 else f"/run/user/{os.geteuid()}/libvirt/qemu/run"


def _after(arguments: List[bytes], option: bytes) -> Optional[str]:
    for index, argument in enumerate(arguments[:-1]):
        if argument == option:
            return arguments[index + 1].decode(errors="replace").lower()
    return None


def _open_devices(pid: int) -> Iterator[int]:
    folder = f"/proc/{pid}/fd"
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        try:
            yield os.stat(f"{folder}/{name}").st_rdev
        except OSError:
            continue
