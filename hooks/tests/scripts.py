"""The scripts that are installed, run as libvirt and administrators run them, with the package of this checkout."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

HOOKS = Path(__file__).resolve().parents[1]
INSTALLED = "/usr/local/lib/virt-zoned"
PACKAGE = "virt_zoned_lio"
HOOK = "qemu.d/virt-zoned"
COMMAND = "sbin/virt-zoned-lio"
PATIENCE_SECONDS = 60


class Outcome(NamedTuple):
    """How a script ended."""

    status: int
    out: str
    err: str


def here(script: str, folder: Path) -> Path:
    """A copy of a script that has a copy of the package beside it: an isolated Python writes what it compiled there."""
    library = folder / "lib"
    shutil.copytree(HOOKS / PACKAGE, library / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
    text = (HOOKS / script).read_text(encoding="utf-8")
    assert text.count(INSTALLED) == 1
    copy = folder / Path(script).name
    text = text.replace(INSTALLED, str(library)).replace('"/run/virt-zoned/', f'"{folder}/run/')
    copy.write_text(text, encoding="utf-8")
    copy.chmod(0o755)
    return copy


def run(script: Path, *arguments: str, stdin: bytes = b"") -> Outcome:
    """Runs it by its own first line."""
    done = subprocess.run(
        [str(script), *arguments],
        input=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=PATIENCE_SECONDS,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
