"""What tests need of the host: processes and folders, which go with them, and root."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Callable, Iterator, List

import pytest

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a Python program; returns once it has printed a line. It ends when its input does, so also with the tests."""
    started: List["subprocess.Popen[str]"] = []

    def run(program: str, *arguments: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", program, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def qemu(start: Start, tmp_path: Path) -> Callable[[str, str], "subprocess.Popen[str]"]:
    """Starts what looks like a domain's QEMU: a process with its UUID among the arguments, and /dev/full open."""
    folder = tmp_path / "qemu"
    folder.mkdir()

    def run(name: str, uuid: str) -> "subprocess.Popen[str]":
        program = "import sys; device = open('/dev/full', 'wb'); print('ready', flush=True); sys.stdin.read()"
        process = start(program, "-name", f"guest={name}", "-uuid", uuid, "-display", "none")
        (folder / f"{name}.pid").write_text(f"{process.pid}\n", encoding="ascii")
        return process

    return run


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user is let through to, as pytest's own is not."""
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        os.chmod(made, 0o755)
        yield Path(os.path.realpath(made))


@pytest.fixture
def as_root() -> None:
    """Fails a test that another user cannot run."""
    if os.geteuid() != 0:
        pytest.fail("This test takes root. Run it as root, or leave it out: -m 'not root'.", pytrace=False)
