"""The script that libvirt runs for every guest: quick and silent for all that is not ours."""

import os
import subprocess
import time
from pathlib import Path
from typing import Set

import pytest

from tests import scripts
from tests.conftest import Start
from tests.documents import domain, golden, recorded
from tests.scripts import HOOK, HOOKS, PACKAGE, Outcome, here, run

SILENT = Outcome(0, "", "")
PREPARE = ("smr1", "prepare", "begin", "-")
RELEASE = ("smr1", "release", "end", "-")
PYTHON = "/usr/bin/python3"


def imported(*command: str, stdin: bytes = b"") -> Set[str]:
    """The modules that Python imports for a command; it must end well and say nothing."""
    done = subprocess.run(
        [PYTHON, "-I", "-S", "-X", "importtime", *command],
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=scripts.PATIENCE_SECONDS,
        check=True,
    )
    assert done.stdout == b""
    lines = done.stderr.decode().splitlines()
    assert all(line.startswith("import time:") for line in lines)
    return {line.rpartition("|")[2].strip() for line in lines} - {"imported package"}


def test_a_foreign_domain_costs_no_word() -> None:
    foreign = golden("syntax-compact").replace("urn:virt-zoned:1", "urn:another:1").replace("zoned-", "other-").encode()
    for operation in (PREPARE, RELEASE):
        assert run(HOOKS / HOOK, *operation, stdin=foreign) == SILENT


def test_a_foreign_domain_costs_no_import() -> None:
    plain = imported("-c", "import os, sys")
    for operation in (PREPARE, RELEASE):
        assert imported(str(HOOKS / HOOK), *operation, stdin=domain("<devices/>")) <= plain


@pytest.mark.parametrize(
    "stdin", [b"", b"garbage", b"\0\xff" * 1000, b"<uuid>", b"<uuid></uuid>", b"<uuid>" + b"/" * 36 + b"</uuid>"]
)
def test_garbage_that_is_not_ours_is_passed_over(stdin: bytes) -> None:
    for operation in (PREPARE, RELEASE):
        assert run(HOOKS / HOOK, *operation, stdin=stdin) == SILENT


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("smr1",),
        ("smr1", "prepare"),
        ("smr1", "prepare", "end", "-"),
        ("smr1", "release", "begin", "-"),
        ("smr1", "start", "begin", "-"),
        ("smr1", "started", "begin", "-"),
        ("smr1", "stopped", "end", "-"),
        ("smr1", "reconnect", "begin", "-"),
        ("smr1", "attach", "begin", "-"),
        ("smr1", "migrate", "begin", "-"),
        ("smr1", "restore", "begin", "-"),
        ("prepare", "begin", "x", "y"),
    ],
)
def test_other_operations_end_well_without_a_look_at_their_input(arguments: "tuple[str, ...]") -> None:
    """Their input stays open and empty: who read it would wait."""
    reading, writing = os.pipe()
    try:
        before = time.monotonic()
        done = subprocess.run(
            [str(HOOKS / HOOK), *arguments],
            stdin=reading,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=scripts.PATIENCE_SECONDS,
            check=False,
        )
        assert time.monotonic() - before < 10
    finally:
        os.close(reading)
        os.close(writing)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("stdin", [b"", b"garbage urn:virt-zoned:1", b"\0urn:virt-zoned:1\xff"])
def test_other_operations_end_well_with_garbage_for_input(stdin: bytes) -> None:
    for operation in ("reconnect", "migrate", "restore", "started"):
        assert run(HOOKS / HOOK, "smr1", operation, "begin", "-", stdin=stdin) == SILENT


def test_our_name_in_a_description_is_no_device(tmp_path: Path) -> None:
    hook = here(HOOK, tmp_path)
    xml = domain("<description>see urn:virt-zoned:1</description>")
    for operation in (PREPARE, RELEASE):
        assert run(hook, *operation, stdin=xml) == SILENT


def test_devices_of_ours_without_a_record_stop_the_start(tmp_path: Path) -> None:
    hook = here(HOOK, tmp_path)
    for case, names in (("virtio-blk-q35", "ua-zoned-null0"), ("nvme-zns-odd-path", "zoned-odd-ns")):
        head, _, tail = golden(case).partition("<metadata>")
        xml = (head + tail.partition("</metadata>")[2]).encode()
        assert run(hook, *PREPARE, stdin=xml) == Outcome(
            1,
            "",
            f"Cannot start domain 'smr1': it has zoned devices that its metadata do not record: {names}.\n"
            "Run: virt-zoned repair smr1\n",
        )
        assert run(hook, *RELEASE, stdin=xml) == SILENT


def test_our_name_in_nonsense_is_refused_in_two_lines(tmp_path: Path) -> None:
    hook = here(HOOK, tmp_path)
    for operation in (PREPARE, RELEASE):
        assert run(hook, *operation, stdin=b"garbage urn:virt-zoned:1") == Outcome(
            1,
            "",
            "Cannot read the domain's XML: syntax error: line 1, column 0.\nGive it as 'virsh dumpxml' prints it.\n",
        )


def test_a_malformed_device_stops_the_start_and_not_the_release(tmp_path: Path) -> None:
    hook = here(HOOK, tmp_path)
    xml = recorded("<z:device way='nvme-zns' name='../a'/>")
    assert run(hook, *PREPARE, stdin=xml) == Outcome(
        1,
        "",
        "Cannot read the zoned devices in the metadata of domain 'smr1':"
        " name is '../a', expected 1 to 16 letters, digits, '_' or '-'.\n"
        "Correct <zoned:devices> in the domain's <metadata>: virsh edit smr1\n",
    )
    assert run(hook, *RELEASE, stdin=xml) == SILENT


def test_the_script_takes_its_package_from_no_folder_of_the_callers(tmp_path: Path) -> None:
    """Nor from the one that it lies in, nor from PYTHONPATH."""
    (tmp_path / "os.py").write_text("print('taken in')", encoding="utf-8")
    (tmp_path / "site.py").write_text("print('taken in')", encoding="utf-8")
    hook = here(HOOK, tmp_path)
    done = subprocess.run(
        [str(hook), *PREPARE],
        input=domain("<description>urn:virt-zoned:1</description>"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=scripts.PATIENCE_SECONDS,
        check=False,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("module", ["usage", "main", "refusal", "domain", ""])
def test_a_missing_file_of_the_program_stops_the_start_and_is_named(tmp_path: Path, module: str) -> None:
    hook = here(HOOK, tmp_path)
    package = tmp_path / "lib" / PACKAGE
    if module:
        (package / f"{module}.py").unlink()
    else:
        package.rename(tmp_path / "aside")
    named = f"{PACKAGE}.{module}".rstrip(".")
    assert run(hook, *PREPARE, stdin=golden("nvme-zns-odd-path").encode()) == Outcome(
        1, "", f"virt-zoned's program is incomplete: {named} cannot be read.\nRun: virt-zoned hooks install\n"
    )


CALL = """
import subprocess, sys
open("/proc/self/comm", "w").write(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, check=True)
print("done", flush=True)
sys.stdin.readline()
"""


@pytest.mark.root
@pytest.mark.usefixtures("as_root")
def test_the_daemon_that_called_is_noted(start: Start, tmp_path: Path) -> None:
    """Also by a domain that is not ours; and no other process that runs the script."""
    hook = here(HOOK, tmp_path)
    noted = tmp_path / "run/caller"
    for name in ("bash", "virtqemud", "libvirtd", "libvirtd"):
        before = noted.read_text() if noted.exists() else ""
        daemon = start(CALL, name, str(hook), *PREPARE)
        assert daemon.stdin is not None and daemon.stdout is not None
        daemon.stdin.write("\n")
        daemon.stdin.flush()
        assert daemon.stdout.readline() == "done\n"
        ticks = Path(f"/proc/{daemon.pid}/stat").read_text().rpartition(") ")[2].split()[19]
        if name == "bash":
            assert not noted.exists()
        else:
            assert noted.read_text() == f"{daemon.pid} {ticks}\n" != before
    assert [path.name for path in noted.parent.iterdir()] == ["caller"]
