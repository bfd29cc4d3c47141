"""Kernel modules that a way of attaching needs, loaded where they are absent."""

import os

from virt_zoned_lio.refusal import Refusal

TARGET = "/sys/kernel/config/target"
_MODPROBE = "/sbin/modprobe"
_OPTIONS = {
    "configfs": "CONFIG_CONFIGFS_FS",
    "target_core_mod": "CONFIG_TARGET_CORE",
    "target_core_pscsi": "CONFIG_TCM_PSCSI",
    "target_core_user": "CONFIG_TCM_USER2",
    "tcm_loop": "CONFIG_LOOPBACK_TARGET",
    "vhost_scsi": "CONFIG_VHOST_SCSI",
}


def require(module: str, dry_run: bool = False) -> None:
    """Loads a module that is not there.

    :param dry_run: whether it is only looked whether it could be loaded
    :raises Refusal: if the kernel has none
    """
    if os.path.isdir(f"/sys/module/{module}"):
        return
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    try:
        to_null = [(os.POSIX_SPAWN_DUP2, null, descriptor) for descriptor in (0, 1, 2)]
        command = ["modprobe", *(["--dry-run"] if dry_run else []), module]
        child = os.posix_spawn(_MODPROBE, command, dict(os.environ), file_actions=to_null)
        _, status = os.waitpid(child, 0)
    except OSError:
        status = -1
    finally:
        os.close(null)
    if status != 0:
        raise Refusal(
            f"Cannot load the kernel module {module}: modprobe failed.",
            f"Take a kernel with {_OPTIONS[module]}; 'modprobe {module}' says why it failed.",
        )
