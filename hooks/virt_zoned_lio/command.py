"""``virt-zoned-lio``: what the hook does, by hand."""

import argparse
import json
import sys
from typing import Callable, Dict, List

from virt_zoned_lio import policy, zbcfile, zbcformat
from virt_zoned_lio.devices import ZbcGeometry, check_geometry, read_zbc_path
from virt_zoned_lio.main import dry_run, run, say
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.show import show
from virt_zoned_lio.verdict import Fault
from virt_zoned_lio.words import MalformedWord


def run_command(arguments: List[str]) -> int:
    """Runs it.

    :returns: the exit status: 0 done, 1 refused or failed, 2 usage
    """
    options = _parser().parse_args(arguments)
    actions: Dict[str, Callable[[argparse.Namespace], None]] = {
        "prepare": _prepare,
        "release": lambda options: run("release-gone" if options.gone else "release", sys.stdin.buffer.read()),
        "show": _show,
        "format": _format,
        "check": _check,
        "policy": lambda _: _policy(),
    }
    return say(lambda: actions[options.command](options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="virt-zoned-lio", description="Prepares this host for the zoned devices of libvirt guests, as the hook does."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    prepared = commands.add_parser("prepare", help="make what a domain needs on this host; its XML on stdin")
    prepared.add_argument("--dry-run", action="store_true", help="only say all that would be refused now; change nothing")
    prepared.add_argument("--json", action="store_true", help="of a dry run, as JSON; the exit status is 0 then")
    prepared.add_argument(
        "--created", action="append", default=[], metavar="PATH", help="of a dry run: a file that counts as there"
    )
    prepared.add_argument(
        "--next-start", action="store_true", help="of a dry run: the XML is for the next start, whether the guest runs or not"
    )
    prepared.add_argument(
        "--apparmor", action="store_true", help="of a dry run: libvirt confines guests by AppArmor ('virsh capabilities')"
    )
    released = commands.add_parser("release", help="take that away again; its XML on stdin")
    released.add_argument("--gone", action="store_true", help="only what its live XML has no element for; its guest may run")
    shown = commands.add_parser("show", help="what domains have on this host now")
    shown.add_argument("--json", action="store_true", help="as JSON")
    commands.add_parser("policy", help="see that /etc/virt-zoned/policy.conf can be read")
    for name, text in (("format", "make and format the file of a ZBC disk"), ("check", "see that a file is such a disk")):
        file = commands.add_parser(name, help=text, description=text + ". Sizes are in bytes.")
        file.add_argument("path", metavar="PATH", help="an absolute path")
        file.add_argument("--size", type=int, required=True, help="of the disk; a multiple of the zone size")
        file.add_argument("--zone-size", type=int, required=True, help="a power of two of at least 1048576")
        file.add_argument("--conventional-zones", type=int, default=0, help="fewer than all (default 0)")
        file.add_argument("--model", choices=("host-managed", "host-aware"), default="host-managed")
        file.add_argument("--block-size", type=int, choices=(512, 4096), default=512)
        file.add_argument("--max-open", type=int, default=128, help="zones open at once (default 128)")
    return parser


def _prepare(options: argparse.Namespace) -> None:
    xml = sys.stdin.buffer.read()
    if not options.dry_run:
        run("prepare", xml)
        return
    faults = dry_run(xml, options.apparmor, frozenset(options.created), options.next_start)
    if options.json:
        print(json.dumps({"refusals": [_words(fault) for fault in faults]}))
    elif faults:
        # Refusals are printed line by line on stderr, as one is.
        for fault in faults[:-1]:
            print(fault.refusal, file=sys.stderr)
        raise faults[-1].refusal


def _words(fault: Fault) -> Dict[str, object]:
    refusal = fault.refusal
    return {
        "about": fault.about,
        "device": fault.device,
        "message": refusal.message,
        "remedy": refusal.remedy,
        "remedy-when-attaching": refusal.when_attaching,
        "may-pass": refusal.may_pass,
    }


def _policy() -> None:
    policy.read()


def _show(options: argparse.Namespace) -> None:
    text = show(options.json)
    if text:
        print(text)


def _format(options: argparse.Namespace) -> None:
    act = f"Cannot make {options.path}"
    path, geometry = _disk(options, act)
    zbcformat.format_file(path, geometry, act)


def _check(options: argparse.Namespace) -> None:
    act = f"Cannot take {options.path}"
    path, geometry = _disk(options, act)
    zbcfile.require_whole(path, geometry, act)


def _disk(options: argparse.Namespace, act: str) -> "tuple[str, ZbcGeometry]":
    try:
        if options.size < 1 or options.zone_size < 1 or options.max_open < 1:
            raise MalformedWord("a size or number is below 1")
        path = read_zbc_path("the path", options.path)
        return path, check_geometry(
            ZbcGeometry(
                options.size,
                options.zone_size,
                options.conventional_zones,
                options.model,
                options.block_size,
                options.max_open,
            )
        )
    except MalformedWord as error:
        raise Refusal(f"{act}: {error}.") from error
