"""The administrator's command: usage, and what it refuses before it touches the host."""

from pathlib import Path

import pytest

from tests.documents import domain, golden
from tests.scripts import COMMAND, PACKAGE, Outcome, here, run

GEOMETRY = ("--size", str(64 << 20), "--zone-size", str(1 << 20))


@pytest.fixture
def command(tmp_path: Path) -> Path:
    return here(COMMAND, tmp_path)


@pytest.mark.parametrize(
    "arguments, error",
    [
        ((), "virt-zoned-lio: error: the following arguments are required: COMMAND"),
        (("start",), "argument COMMAND: invalid choice: 'start'"),
        (("prepare", "smr1"), "virt-zoned-lio: error: unrecognized arguments: smr1"),
        (("show", "--xml"), "virt-zoned-lio: error: unrecognized arguments: --xml"),
        (("format",), "error: the following arguments are required: PATH, --size, --zone-size"),
        (("check", "/a", "--size", "1"), "error: the following arguments are required: --zone-size"),
        (("format", "/a", "--size", "64M", "--zone-size", "1"), "error: argument --size: invalid int value: '64M'"),
        (("check", "/a", *GEOMETRY, "--model", "HM"), "error: argument --model: invalid choice: 'HM'"),
        (("check", "/a", *GEOMETRY, "--block-size", "520"), "error: argument --block-size: invalid choice: 520"),
        (
            ("check", "/a", *GEOMETRY, "--conventional-zones", "9" * 5000),
            "argument --conventional-zones: invalid int value",
        ),
    ],
)
def test_wrong_usage_is_said_with_status_2(command: Path, arguments: "tuple[str, ...]", error: str) -> None:
    done = run(command, *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: virt-zoned-lio ")
    assert error in done.err.splitlines()[-1]


def test_help_is_on_stdout(command: Path) -> None:
    for arguments in (("--help",), ("format", "--help")):
        done = run(command, *arguments)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith("usage: virt-zoned-lio ")


NO_DOMAIN = "\nGive it as 'virsh dumpxml' prints it.\n"


@pytest.mark.parametrize(
    "stdin, error",
    [
        (b"", "Cannot read the domain's XML: no element found: line 1, column 0."),
        (b"nonsense", "Cannot read the domain's XML: syntax error: line 1, column 0."),
        (b"\0\xff", "Cannot read the domain's XML: it has a document type declaration or is not in UTF-8."),
        (b"<network/>", "Cannot read the domain's XML: its root is 'network', expected 'domain'."),
        (b"x" * 6_000_000, "Cannot read the domain's XML: it has 6000000 bytes, expected at most 5242880."),
    ],
    ids=range(5),
)
def test_nonsense_is_refused_in_two_lines(command: Path, stdin: bytes, error: str) -> None:
    for name in ("prepare", "release"):
        assert run(command, name, stdin=stdin) == Outcome(1, "", error + NO_DOMAIN)


def test_a_domain_without_devices_needs_nothing(command: Path) -> None:
    for name in ("prepare", "release"):
        assert run(command, name, stdin=domain("<devices/>")) == Outcome(0, "", "")


def test_a_domain_whose_element_was_edited_is_refused_before_anything_is_made(command: Path) -> None:
    head, end, tail = golden("virtio-blk-q35").partition("</metadata>")
    assert run(command, "prepare", stdin=(head + end + tail.replace("/dev/nullb0", "/dev/sda")).encode()) == Outcome(
        1,
        "",
        "Cannot give /dev/nullb0 to domain 'smr1': the source of device 'null0' is '/dev/sda' in the domain's XML,"
        " expected '/dev/nullb0' as its metadata say.\n"
        "Run: virt-zoned repair smr1\n",
    )


@pytest.mark.parametrize(
    "path, options, error",
    [
        ("a.raw", GEOMETRY, "the path is 'a.raw', expected an absolute path without '.', '..' and empty steps."),
        ("/a/../b", GEOMETRY, "the path is '/a/../b', expected an absolute path without '.', '..' and empty steps."),
        (
            "/a:b",
            GEOMETRY,
            "the path is '/a:b', expected a path without ':', ',' and blanks at its end, which tcmu-runner cannot take.",
        ),
        ("/a", ("--size", "0", "--zone-size", "1048576"), "a size or number is below 1."),
        (
            "/a",
            ("--size", "1048577", "--zone-size", "1048576"),
            "size is '1048577B', expected a multiple of the zone size, 1M.",
        ),
        (
            "/a",
            ("--size", "1048576", "--zone-size", "1000"),
            "zone-size is '1000B', expected a power of two of at least 1M.",
        ),
        ("/a", (*GEOMETRY, "--conventional-zones", "64"), "conventional-zones is '64', expected 0 to 63."),
        ("/a", (*GEOMETRY, "--conventional-zones", "-1"), "conventional-zones is '-1', expected 0 to 63."),
        ("/a", (*GEOMETRY, "--max-open", "0"), "a size or number is below 1."),
    ],
)
def test_a_disk_that_cannot_be_is_refused(command: Path, path: str, options: "tuple[str, ...]", error: str) -> None:
    assert run(command, "check", path, *options) == Outcome(1, "", f"Cannot take {path}: {error}\n")
    assert run(command, "format", path, *options) == Outcome(1, "", f"Cannot make {path}: {error}\n")


def test_what_is_no_zbc_file_is_said_and_left(command: Path, tmp_path: Path) -> None:
    path = tmp_path / "zbc0.raw"
    path.write_bytes(b"mine")
    assert run(command, "check", str(path), *GEOMETRY) == Outcome(
        1,
        "",
        f"Cannot take {path}: it is not a ZBC file of tcmu-runner's (it does not begin with its magic number).\n"
        "It was left as it is; tcmu-runner would format it, and what it holds would be lost.\n",
    )
    assert run(command, "format", str(path), *GEOMETRY) == Outcome(
        1,
        "",
        f"Cannot make {path}: {path} is there already, and a file that is there is never formatted.\n"
        "Choose another path; or, if what it holds may go, remove it yourself.\n",
    )
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_not_there_is_not_made(command: Path, tmp_path: Path) -> None:
    assert run(command, "format", str(tmp_path / "a/zbc0.raw"), *GEOMETRY) == Outcome(
        1,
        "",
        f"Cannot make {tmp_path}/a/zbc0.raw: its folder {tmp_path}/a is not there.\n"
        "Mount the file system that it is on, or make it.\n",
    )
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("module", ["policy", "command", "main"])
def test_a_missing_file_of_the_program_is_named(tmp_path: Path, module: str) -> None:
    command = here(COMMAND, tmp_path)
    (tmp_path / "lib" / PACKAGE / f"{module}.py").unlink()
    assert run(command, "policy") == Outcome(
        1, "", f"virt-zoned's program is incomplete: {PACKAGE}.{module} cannot be read.\nRun: virt-zoned hooks install\n"
    )
