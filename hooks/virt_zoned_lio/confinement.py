"""Refuses what QEMU could not open, or would take for a plain disk, since AppArmor or SELinux confines it."""

import os
import re

from virt_zoned_lio.refusal import Refusal

NAMESPACE_FOLDER = "/var/lib/libvirt/zoned/nvme"
_FOLDER = "/etc/apparmor.d"
_ABSTRACTION = "abstractions/libvirt-qemu"
_RULES = "abstractions/libvirt-qemu.d/virt-zoned"
_LOCAL = "local/abstractions/libvirt-qemu"
# '#include' is the older form of 'include', not a comment.
_INCLUSION = re.compile(r"^\s*#?include (if exists )?<abstractions/libvirt-qemu\.d(/virt-zoned)?>", re.MULTILINE)
_SELINUX_TYPE = "svirt_image_t"
_INSTALL = "Run: virt-zoned hooks install"


def require_rules(act: str, apparmor: bool) -> None:
    """Refuses where libvirt confines guests by AppArmor and our rules are not in force.

    :param apparmor: whether AppArmor confines guests
    :raises Refusal: then
    """
    if not apparmor:
        return
    if not os.path.exists(f"{_FOLDER}/{_RULES}"):
        raise Refusal(f"{act}: AppArmor confines guests here, and {_FOLDER}/{_RULES} is not there.", _INSTALL)
    if not any(_INCLUSION.search(_text(f"{_FOLDER}/{name}")) for name in (_ABSTRACTION, _LOCAL)):
        raise Refusal(f"{act}: AppArmor confines guests here, and libvirt does not include {_FOLDER}/{_RULES}.", _INSTALL)


def require_file_allowed(path: str, act: str, apparmor: bool) -> None:
    """Refuses a file of QEMU's command line that the rules do not cover.

    :param apparmor: whether AppArmor confines guests
    :raises Refusal: then
    """
    require_rules(act, apparmor)
    if apparmor and not path.startswith(NAMESPACE_FOLDER + "/"):
        raise Refusal(
            f"{act}: AppArmor confines guests here, and lets them open such files in {NAMESPACE_FOLDER} only.",
            "Detach it and attach it again with the file there.",
            when_attaching="Put the file there.",
        )
    kind = _selinux_type(path)
    if kind not in ("", _SELINUX_TYPE):
        raise Refusal(f"{act}: its SELinux type is {kind}, expected {_SELINUX_TYPE}.", _INSTALL)


def is_apparmor_in_force() -> bool:
    """libvirt takes AppArmor for its guests where it is confined itself, and what it runs here is so, too."""
    profile = _text("/proc/self/attr/current").split(" ")[0].strip()
    return profile.rpartition("/")[2] in ("libvirtd", "virtqemud")


def _selinux_type(path: str) -> str:
    if not os.path.exists("/sys/fs/selinux/enforce"):
        return ""
    try:
        # user:role:type:level
        return os.getxattr(path, "security.selinux", follow_symlinks=False).decode().split(":")[2]
    except (OSError, IndexError):
        return ""


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
