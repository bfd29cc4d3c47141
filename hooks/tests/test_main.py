"""What is said on stderr, and the exit status."""

from typing import Optional

import pytest

from tests.documents import golden
from virt_zoned_lio.main import run_hook, say
from virt_zoned_lio.refusal import Refusal


def raising(error: BaseException) -> None:
    raise error


def said(capsys: pytest.CaptureFixture[str], error: Optional[BaseException]) -> "tuple[int, str]":
    """The exit status and stderr, of which nothing is on stdout."""
    status = say(lambda: None if error is None else raising(error))
    out, err = capsys.readouterr()
    assert out == ""
    return status, err


def test_what_succeeds_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, None) == (0, "")


def test_a_refusal_is_its_message_and_its_remedy_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, Refusal("Cannot do it: no.", "Do another thing.")) == (
        1,
        "Cannot do it: no.\nDo another thing.\n",
    )
    assert said(capsys, Refusal("Cannot do it: no.")) == (1, "Cannot do it: no.\n")


def test_what_would_end_a_line_or_move_the_cursor_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    error = Refusal("a\nb\r\x1b[2J\0\x9b\u2028\u202e\ud800é…", "c\nd")
    assert said(capsys, error) == (1, "a?b??[2J?????é…\nc?d\n")


def test_what_the_system_refuses_is_said_of_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    error = OSError(28, "No space left on device", "/run/virt-zoned/claims/x")
    assert said(capsys, error) == (1, "Cannot use /run/virt-zoned/claims/x: No space left on device.\n")


def test_a_defect_is_two_lines_without_a_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    line = raising.__code__.co_firstlineno + 1
    for error in (
        ValueError("a\nb"),
        RecursionError("deep"),
        MemoryError("much"),
    ):
        assert said(capsys, error) == (
            1,
            f"virt-zoned has a defect: {type(error).__name__}: {str(error)} ({__file__}:{line})".replace("\n", "?")
            + "\nPlease report it, with the domain's XML.\n",
        )


@pytest.mark.parametrize(
    "error, module",
    [
        (ModuleNotFoundError("No module named 'virt_zoned_lio.usage'", name="virt_zoned_lio.usage"), "virt_zoned_lio.usage"),
        (ImportError("cannot import name 'usage' from 'virt_zoned_lio' (/a)", name="virt_zoned_lio"), "virt_zoned_lio.usage"),
        (ImportError("cannot import name 'a' from 'virt_zoned_lio.b' (/a)", name="virt_zoned_lio.b"), "virt_zoned_lio.b"),
        (ModuleNotFoundError("No module named 'virt_zoned_lio'", name="virt_zoned_lio"), "virt_zoned_lio"),
    ],
)
def test_a_missing_module_of_the_program_is_named(
    capsys: pytest.CaptureFixture[str], error: ImportError, module: str
) -> None:
    assert said(capsys, error) == (
        1,
        f"virt-zoned's program is incomplete: {module} cannot be read.\nRun: virt-zoned hooks install\n",
    )


def test_a_missing_module_of_another_program_is_a_defect(capsys: pytest.CaptureFixture[str]) -> None:
    for error in (ModuleNotFoundError("No module named 'a'", name="a"), ImportError("virt_zoned_lio", name="virt_zoned_lion")):
        assert said(capsys, error)[1].startswith(f"virt-zoned has a defect: {type(error).__name__}: ")


def test_the_hook_passes_over_a_domain_without_devices(capsys: pytest.CaptureFixture[str]) -> None:
    xml = b"<domain><name>a</name><uuid>00000000-0000-0000-0000-000000000000</uuid></domain>"
    assert [run_hook(operation, xml) for operation in ("prepare", "release")] == [0, 0]
    assert capsys.readouterr() == ("", "")


def test_the_hook_refuses_nonsense(capsys: pytest.CaptureFixture[str]) -> None:
    assert [run_hook(operation, b"nonsense") for operation in ("prepare", "release")] == [1, 1]
    refused = "Cannot read the domain's XML: syntax error: line 1, column 0.\nGive it as 'virsh dumpxml' prints it.\n"
    assert capsys.readouterr() == ("", refused * 2)


def test_a_clone_is_refused_before_anything_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    clone = golden("all-ways-q35").replace(
        "<uuid>6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11", "<uuid>11111111-2222-3333-4444-555555555555"
    )
    assert run_hook("prepare", clone.encode()) == 1
    assert capsys.readouterr() == (
        "",
        "Cannot start domain 'smr1': it is a clone, its zoned devices were made for the domain of UUID"
        " 6e0ab8a0-5e23-4c6e-8d3a-1c7f6a0f0a11.\n"
        "Give it targets and files of its own: virt-zoned repair --rebind smr1\n",
    )
