"""What an emulated NVMe namespace may be on: a raw file, a qcow2 image, or a block device of the host.

The library has the same rules: ``NamespaceBacking`` and ``BackingDevice`` in its package ``host``.
"""

import os
import stat

from virt_zoned_lio import folders, qcow2
from virt_zoned_lio.devices import QCOW2, NamespaceFile
from virt_zoned_lio.disks import Disk
from virt_zoned_lio.refusal import Refusal, shell_word
from virt_zoned_lio.words import size_text

_REMEDY = "It was left as it is. Put the right file in its place, or detach it and attach another."


def require_file(backing: NamespaceFile, domain: str, act: str) -> os.stat_result:
    """Refuses a file that is not there, is not in its recorded format, or of which the namespace would have another size.

    :param domain: its name
    :param act: what is refused: ``Cannot give … to …``
    :raises Refusal: saying which
    """
    instead = folders.ATTACH_AGAIN
    if backing.zoned:
        # QEMU empties the zones at each start: nothing is lost with the file.
        instead = f"create the file again: virt-zoned repair {shell_word(domain)}"
    if backing.format != QCOW2:
        return folders.require_file(backing.path, backing.size, act, instead)
    status = folders.require_regular(backing.path, act, instead)
    try:
        header = qcow2.read_header(backing.path)
    except OSError as error:
        raise Refusal(f"{act}: it cannot be read: {os.strerror(error.errno or 0)}.") from error
    if header is None:
        raise _other_image(f"{act}: it is not a qcow2 image, expected one.")
    if header.encrypted:
        raise _other_image(f"{act}: it is encrypted, expected an image that is not.")
    # Files that an image names reach the guest unlooked at, and QEMU may not be let open them.
    if header.backing_file is not None:
        raise _other_image(f"{act}: it is an overlay of {header.backing_file}, expected an image without a backing file.")
    if header.data_file is not None:
        name = f", {header.data_file}" if header.data_file else ""
        raise _other_image(f"{act}: its data is in another file{name}, expected an image with its data in itself.")
    if header.corrupt:
        raise Refusal(f"{act}: QEMU marked it as corrupt.", f"Repair it: qemu-img check -r all {backing.path}")
    if header.size != backing.size:
        raise Refusal(
            f"{act}: its virtual size is {header.size} bytes, expected {backing.size} ({size_text(backing.size)}).",
            _REMEDY,
            when_attaching="It was left as it is. Name another image, or give the size of this one.",
        )
    return status


def _other_image(message: str) -> Refusal:
    return Refusal(message, _REMEDY, when_attaching="It was left as it is. Name another file.")


def require_device(backing: NamespaceFile, disk: Disk, act: str) -> None:
    """Refuses a block device of which QEMU would make a namespace of another size, and one that has zones of its own.

    QEMU cuts a zoned namespace down to whole zones.

    :param disk: the device that the path leads to now
    :raises Refusal: then
    """
    if disk.zone_model != "none":
        raise Refusal(
            f"{act}: it is a zoned device ({disk.zone_model}), which needs no emulation.",
            f"Detach it and attach it as it is: --virtio-blk {backing.path}",
            when_attaching=f"Attach it as it is: --virtio-blk {backing.path}",
        )
    usable = disk.size - disk.size % backing.zone_size if backing.zone_size else disk.size
    if usable != backing.size:
        further = " and less than a further zone" if backing.zone_size else ""
        raise Refusal(
            f"{act}: its size is {disk.size} bytes, expected {backing.size} ({size_text(backing.size)}){further}.",
            "It was left as it is. See which device it is now; detach it, and attach the one that is meant.",
            when_attaching="It was left as it is. Name another device, or give the size of this one.",
        )


def require_openable(path: str, act: str) -> None:
    """Refuses a device that a session's user, who is QEMU's, could not read and write.

    :raises Refusal: then
    """
    if not os.access(path, os.R_OK | os.W_OK):
        mode = stat.filemode(os.stat(path).st_mode)
        raise Refusal(
            f"{act}: QEMU runs as you, who may not read and write it (it is {mode}).",
            "Define the domain in qemu:///system; or have an administrator give you the device.",
        )
