"""Where the files of emulated disks may lie, and who may open them."""

import grp
import os
import pwd
import re
import stat
from contextlib import suppress
from typing import Callable, Iterator, Optional, Tuple

from virt_zoned_lio.refusal import Refusal, shell_word

ATTACH_AGAIN = "detach it and attach it again."
_QEMU_CONF = "/etc/libvirt/qemu.conf"
_SETTING = re.compile(r'\s*(user|group)\s*=\s*"([^"]*)"')
_NUMBER = re.compile(r"[0-9]+", re.ASCII)


def require_real_folders(path: str, act: str, created: bool = False) -> None:
    """Refuses a file whose folder is not there, or is one only by a symbolic link, which may lead elsewhere any time.

    :param act: what is refused: ``Cannot give … to …``
    :param created: whether folders that are not there are about to be created
    :raises Refusal: naming the folder
    """
    for folder in _folders(path):
        try:
            status = os.lstat(folder)
        except FileNotFoundError as error:
            if created:
                return
            raise Refusal(
                f"{act}: its folder {folder} is not there.",
                "Mount the file system that it is on, or make it.",
                may_pass=True,
            ) from error
        if stat.S_ISLNK(status.st_mode):
            raise Refusal(
                f"{act}: {folder} is a symbolic link to {os.readlink(folder)}, expected a folder.",
                "Name the file by the folder that it really is in.",
            )
        if not stat.S_ISDIR(status.st_mode):
            raise Refusal(f"{act}: {folder} is not a folder.")


def require_file(path: str, size: int, act: str, instead: str = ATTACH_AGAIN) -> os.stat_result:
    """Refuses a file that is not there, is not a regular one, or has another size.

    :param size: in bytes
    :param instead: what the user can do about an absent file but mount its file system
    :raises Refusal: saying which
    """
    status = require_regular(path, act, instead)
    if status.st_size != size:
        raise Refusal(
            f"{act}: it has {status.st_size} bytes, expected {size}.",
            "It was left as it is. Put the right file in its place, or detach it and attach it with its own size.",
            when_attaching="It was left as it is. Name another file, or give the size of this one.",
        )
    return status


def require_regular(path: str, act: str, instead: str = ATTACH_AGAIN) -> os.stat_result:
    """Refuses a file that is not there, or is not a regular one.

    :param instead: what the user can do about an absent file but mount its file system
    :raises Refusal: saying which
    """
    try:
        status = os.lstat(path)
    except FileNotFoundError as error:
        raise Refusal(
            f"{act}: there is no such file.",
            f"Mount the file system that it is on; or {instead}",
            may_pass=True,
            when_attaching="Mount the file system that it is on, or name another file.",
        ) from error
    if stat.S_ISLNK(status.st_mode):
        raise Refusal(
            f"{act}: it is a symbolic link to {os.readlink(path)}, expected the file itself.",
            "Name the file that it leads to: detach it and attach it again.",
            when_attaching=f"Name the file itself: {shell_word(os.path.realpath(path))}",
        )
    if not stat.S_ISREG(status.st_mode):
        raise Refusal(f"{act}: it is not a regular file.")
    return status


def require_openable(path: str, owner: Optional[Tuple[str, str]], act: str, created: bool = False) -> None:
    """Refuses a file that QEMU, as its own user, could not read and write.

    :param owner: the user and group, by names or numbers; None for those of qemu.conf
    :param created: whether the file is about to be created, and given to that user: then its folders alone matter
    :raises Refusal: naming the user
    """
    # A session's QEMU runs as its user, whatever is said elsewhere.
    is_session = os.geteuid() != 0
    user, group = (str(os.geteuid()), str(os.getegid())) if is_session else owner or _configured_owner()
    try:
        uid, gid, groups = _numbers(user, group)
    except (KeyError, OverflowError) as error:
        raise Refusal(
            f"{act}: there is no user {user} with a group {group} on this host, as which QEMU would run."
        ) from error
    if created:
        folder = _existing_folder(path)
        if uid == 0 or _as_user(uid, gid, groups, lambda: os.access(folder, os.X_OK)):
            return
        raise Refusal(
            f"{act}: QEMU, as user {user} and group {group}, cannot get through to its folder {folder}.",
            "Choose a folder that lets that user through, or have this one do so.",
        )
    if uid == 0 or (os.access(path, os.R_OK | os.W_OK) if is_session else _opens(path, uid, gid, groups)):
        return
    raise Refusal(
        f"{act}: QEMU, as user {user} and group {group}, may not read and write it.",
        f"Give it to that user: chown {user}:{group} {shell_word(path)}; chmod u+rw {shell_word(path)};"
        " and see that its folders let that user through.",
    )


def _folders(path: str) -> Iterator[str]:
    steps = path.split("/")
    for length in range(2, len(steps)):
        yield "/".join(steps[:length])


def _configured_owner() -> Tuple[str, str]:
    settings = {}
    with suppress(OSError), open(_QEMU_CONF, encoding="utf-8", errors="replace") as file:
        for line in file:
            match = _SETTING.match(line)
            if match:
                settings[match.group(1)] = match.group(2).lstrip("+")
    user, group = _distribution_owner()
    return settings.get("user", user), settings.get("group", group)


def _distribution_owner() -> Tuple[str, str]:
    # What libvirt is built with: Debian's and Ubuntu's, Fedora's and those that follow it.
    for user, group in (("libvirt-qemu", "libvirt-qemu"), ("libvirt-qemu", "kvm"), ("qemu", "qemu")):
        with suppress(KeyError):
            _numbers(user, group)
            return user, group
    return "root", "root"


def _numbers(user: str, group: str) -> Tuple[int, int, Tuple[int, ...]]:
    uid = int(user) if _NUMBER.fullmatch(user) else pwd.getpwnam(user).pw_uid
    gid = int(group) if _NUMBER.fullmatch(group) else grp.getgrnam(group).gr_gid
    try:
        groups = tuple(os.getgrouplist(pwd.getpwuid(uid).pw_name, gid))
    except KeyError:
        groups = (gid,)
    return uid, gid, groups


def _opens(path: str, uid: int, gid: int, groups: Tuple[int, ...]) -> bool:
    """By trying it: mode bits, ACLs and the folders on the way all count."""

    def opens() -> bool:
        os.close(os.open(path, os.O_RDWR | os.O_NOFOLLOW))
        return True

    return _as_user(uid, gid, groups, opens)


def _existing_folder(path: str) -> str:
    folder = os.path.dirname(path)
    while not os.path.lexists(folder):
        folder = os.path.dirname(folder)
    return folder


def _as_user(uid: int, gid: int, groups: Tuple[int, ...], test: Callable[[], bool]) -> bool:
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.setgroups(groups)
                os.setgid(gid)
                os.setuid(uid)
            status = 0 if test() else 1
        except OSError:
            pass
        finally:
            os._exit(status)
    return os.waitpid(child, 0)[1] == 0
