"""What libvirt's hook does, and how it says what went wrong."""

import re
import sys
import traceback
from typing import Callable, FrozenSet, List, Optional

from virt_zoned_lio.refusal import Refusal, one_line, refusal_of
from virt_zoned_lio.timelimit import limited
from virt_zoned_lio.verdict import Fault

_PACKAGE = "virt_zoned_lio"
_IMPORT_FROM_PACKAGE = re.compile(f"cannot import name '([^']+)' from '{_PACKAGE}'")


def run_hook(operation: str, xml: bytes) -> int:
    """Does what libvirt calls for.

    :param operation: ``prepare`` or ``release``
    :returns: the exit status: 0, or 1 after words on stderr, which the user of ``virsh start`` sees
    """
    return say(lambda: run(operation, xml))


def run_by_hand(arguments: List[str]) -> int:
    """Does what the administrator's command calls for.

    :returns: the exit status
    """
    statuses: List[int] = []

    def run_it() -> None:
        from virt_zoned_lio.command import run_command

        statuses.append(run_command(arguments))

    return say(run_it) or statuses[0]


def run(operation: str, xml: bytes) -> None:
    """Prepares, or releases.

    :param operation: ``prepare``, ``release``, or ``release-gone`` for what a guest that runs has no more
    :raises Refusal: if that can't be done
    """
    if operation == "prepare":
        from virt_zoned_lio.prepare import prepare

        with limited("Cannot prepare the host for the domain"):
            prepare(xml)
    else:
        from virt_zoned_lio.release import release, release_gone

        with limited("Cannot take away what the domain has on the host"):
            (release_gone if operation == "release-gone" else release)(xml)


def dry_run(xml: bytes, apparmor: bool, created: FrozenSet[str], next_start: bool) -> List[Fault]:
    """What ``prepare`` would refuse now; nothing on the host is changed.

    :param apparmor: whether libvirt confines guests by AppArmor
    :param created: the paths of files that count as there
    :param next_start: whether the document is what the next start uses, though the guest may run with another
    """
    from virt_zoned_lio.prepare import examine

    with limited("Cannot look at the domain"):
        return examine(xml, apparmor, created, next_start)


def say(action: Callable[[], None]) -> int:
    """Runs something, and says on stderr why it failed, without a stack trace."""
    try:
        action()
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(refusal_of(error), file=sys.stderr)
        return 1
    except Exception as error:  # pylint: disable=broad-except
        module = _absent_module(error)
        if module is not None:
            print(
                # The scripts say the same where this module cannot be imported.
                one_line(f"virt-zoned's program is incomplete: {module} cannot be read."),
                "Run: virt-zoned hooks install",
                sep="\n",
                file=sys.stderr,
            )
            return 1
        place = traceback.extract_tb(error.__traceback__)[-1]
        print(
            one_line(f"virt-zoned has a defect: {type(error).__name__}: {error} ({place.filename}:{place.lineno})"),
            "Please report it, with the domain's XML.",
            sep="\n",
            file=sys.stderr,
        )
        return 1
    return 0


def _absent_module(error: Exception) -> Optional[str]:
    """The module of this program that could not be imported, if it was one."""
    name = error.name or "" if isinstance(error, ImportError) else ""
    match = _IMPORT_FROM_PACKAGE.match(str(error))
    if name == _PACKAGE and match:
        return f"{_PACKAGE}.{match.group(1)}"
    return name if name == _PACKAGE or name.startswith(_PACKAGE + ".") else None
