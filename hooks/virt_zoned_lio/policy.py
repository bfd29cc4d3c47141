"""``/etc/virt-zoned/policy.conf``: which disks may be handed out, and in which folders files may lie.

    [devices]
    allow = /dev/disk/by-id/wwn-0x5000c500* /dev/disk/by-id/nvme-*
    [folders]
    allow = /var/lib/libvirt/zoned /srv/zoned

A section that is absent limits nothing; an empty list allows nothing. Patterns are those of a shell, parted by blanks or lines;
a folder allows what is below it.
"""

import fnmatch
import os
import re
import stat
from typing import List, NamedTuple, Optional

from virt_zoned_lio.refusal import Refusal

FILE = "/etc/virt-zoned/policy.conf"
_BY_ID = "/dev/disk/by-id"
_BLANKS = re.compile("[ \t\r\n]+")


class Policy(NamedTuple):
    """What an administrator lets be handed out.

    :param devices: patterns of device nodes; None for all
    :param folders: folders; None for all
    """

    devices: Optional[List[str]]
    folders: Optional[List[str]]

    def require_device(self, path: str, act: str) -> None:
        """Refuses a disk that none of the patterns names, by this path or another of its names.

        :raises Refusal: then
        """
        if self.devices is not None and not any(
            fnmatch.fnmatchcase(name, pattern) for pattern in self.devices for name in _names(path)
        ):
            raise Refusal(f"{act}: {FILE} does not allow this device.", "Add it there, under [devices].")

    def require_folder(self, path: str, act: str) -> None:
        """Refuses a file that is below none of the folders.

        :raises Refusal: then
        """
        if self.folders is not None and not any(path.startswith(folder.rstrip("/") + "/") for folder in self.folders):
            raise Refusal(f"{act}: {FILE} does not allow files in this folder.", "Add the folder there, under [folders].")


def read(path: str = FILE) -> Policy:
    """The policy of this host; without its file all is allowed.

    :raises Refusal: if the file is there and can't be read, or others than root may write to it
    """
    try:
        with open(path, encoding="utf-8") as file:
            status = os.fstat(file.fileno())
            text = file.read()
    except FileNotFoundError:
        return Policy(None, None)
    except OSError as error:
        raise _unreadable(path, os.strerror(error.errno or 0)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "it is not in UTF-8") from error
    if status.st_uid not in (0, os.geteuid()) or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise Refusal(
            f"Cannot trust {path}: others than root may write to it.", f"Run: chown root:root {path}; chmod 644 {path}"
        )
    return _parse(path, text)


def _parse(path: str, text: str) -> Policy:
    import configparser  # few hosts have the file

    # Without a default section, which would be one more that limits nothing.
    parser = configparser.ConfigParser(interpolation=None, strict=True, default_section="")
    try:
        parser.read_string(text)
    except (configparser.DuplicateOptionError, configparser.DuplicateSectionError) as error:
        raise _unreadable(path, f"line {error.lineno} says again what is said above it") from error
    except configparser.MissingSectionHeaderError as error:
        raise _unreadable(path, f"line {error.lineno} is in no section, expected [devices] or [folders]") from error
    except configparser.ParsingError as error:
        raise _unreadable(path, f"line {error.errors[0][0]} is not understood, expected allow = …") from error
    known = {"devices", "folders"}
    for section in parser.sections():
        if section not in known or set(parser[section]) - {"allow"}:
            raise _unreadable(path, f"'[{section}]' has words that are not known, expected [devices], [folders] with allow")
    return Policy(_allowed(parser, "devices"), _allowed(parser, "folders"))


def _allowed(parser: "configparser.ConfigParser", section: str) -> Optional[List[str]]:  # type: ignore[name-defined] # noqa: F821
    if not parser.has_section(section):
        return None
    # Other white space may be part of a folder's name.
    return [word for word in _BLANKS.split(parser.get(section, "allow", fallback="")) if word]


def _unreadable(path: str, reason: str) -> Refusal:
    return Refusal(f"Cannot read {path}: {reason}.", "Correct it, or move it away to have no limits but the built-in ones.")


def _names(path: str) -> List[str]:
    node = os.path.realpath(path)
    names = [path, node]
    try:
        names += [link for link in (f"{_BY_ID}/{name}" for name in os.listdir(_BY_ID)) if os.path.realpath(link) == node]
    except OSError:
        pass
    return names
