"""Makes the file of an emulated ZBC disk: under another name in its folder, and given its own once it is whole."""

import ctypes
import errno
import hashlib
import os
from contextlib import suppress

from virt_zoned_lio import folders, lio, locks, policy, state, zbcfile
from virt_zoned_lio.devices import ZbcGeometry
from virt_zoned_lio.refusal import Refusal

# linux/fcntl.h, linux/fs.h
_AT_FDCWD = -100
_RENAME_NOREPLACE = 1


def format_file(path: str, geometry: ZbcGeometry, act: str) -> None:
    """Makes and formats a file that is not there yet.

    :param act: what is refused: ``Cannot make …``
    :raises Refusal: if something is there, or it can't be made; then nothing is left of it
    """
    policy.read().require_folder(path, act)
    folders.require_real_folders(path, act)
    if os.path.lexists(path):
        raise _occupied(path, act)
    lio.load(lio.LOOPBACK, "user")
    here = state.here()
    here.make()
    # One at a time: what a killed one left is then no other's work.
    with locks.locked(here.folder + "/format.lock", "the formatting of ZBC files"):
        _format_locked(path, geometry, act)


def _format_locked(path: str, geometry: ZbcGeometry, act: str) -> None:
    digest = hashlib.sha256(path.encode()).hexdigest()[:12]
    draft = f"{os.path.dirname(path)}/.zoned-{digest}"
    backstore = f"zoned-format-{digest}"
    lio.remove_user_backstore(backstore, act)
    try:
        with suppress(FileNotFoundError):
            os.unlink(draft)
        _reserve(draft, geometry)
        lio.format_zbc(backstore, draft, geometry, act)
        zbcfile.require_whole(draft, geometry, act)
        _sync(draft)
        _settle(draft, path)
        _sync(os.path.dirname(path))
    except FileExistsError as error:
        raise _occupied(path, act) from error
    except OSError as error:
        raise Refusal(f"{act}: {os.strerror(error.errno or 0)}.", _remedy(error)) from error
    finally:
        with suppress(OSError):
            os.unlink(draft)


def _reserve(draft: str, geometry: ZbcGeometry) -> None:
    """Makes the draft with blocks for the zones: tcmu-runner maps them, and a full file system would kill it."""
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        os.posix_fallocate(descriptor, 0, zbcfile.metadata_bytes(geometry.zones))
    finally:
        os.close(descriptor)


def _settle(draft: str, path: str) -> None:
    """Gives the draft its name, unless something came there meanwhile. In one step: a kill leaves the one or the other.

    :raises FileExistsError: if something did
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.renameat2(_AT_FDCWD, os.fsencode(draft), _AT_FDCWD, os.fsencode(path), _RENAME_NOREPLACE) == 0:
        return
    error = ctypes.get_errno()
    if error not in (errno.EINVAL, errno.ENOSYS):
        raise OSError(error, os.strerror(error), path)
    # On file systems without it (rename(2)).
    os.link(draft, path)
    os.unlink(draft)


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _occupied(path: str, act: str) -> Refusal:
    return Refusal(
        f"{act}: {path} is there already, and a file that is there is never formatted.",
        "Choose another path; or, if what it holds may go, remove it yourself.",
    )


def _remedy(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "Make room on that file system, or choose a folder on another."
    if error.errno == errno.EROFS:
        return "Mount that file system read-write, or choose a folder on another."
    return "Choose a folder on a file system that root can write to."
