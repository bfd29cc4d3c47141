"""Giving a formatted file its name."""

from pathlib import Path

import pytest

from virt_zoned_lio import zbcformat


def test_a_draft_gets_its_name(tmp_path: Path) -> None:
    draft, path = tmp_path / ".zoned-1", tmp_path / "z\u00e4.raw"
    draft.write_text("zones")
    zbcformat._settle(str(draft), str(path))
    assert path.read_text() == "zones" and not draft.exists()


def test_what_is_there_stays_and_so_does_the_draft(tmp_path: Path) -> None:
    draft, path = tmp_path / ".zoned-1", tmp_path / "z.raw"
    draft.write_text("zones")
    path.write_text("a guest's")
    with pytest.raises(FileExistsError):
        zbcformat._settle(str(draft), str(path))
    assert (path.read_text(), draft.read_text()) == ("a guest's", "zones")
