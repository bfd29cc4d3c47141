"""The folders of locks and claims."""

import os
from pathlib import Path

from virt_zoned_lio.state import State, here


def test_the_folders_are_made_once_for_all_to_read(tmp_path: Path) -> None:
    state = State(str(tmp_path / "virt-zoned"))
    before = os.umask(0o022)
    try:
        state.make()
        state.make()
    finally:
        os.umask(before)
    assert sorted(os.listdir(state.folder)) == ["asked", "claims", "domains"]
    for folder in (state.folder, state.claims, state.domains, state.asked):
        assert os.stat(folder).st_mode & 0o7777 == 0o755
    assert (state.lock, state.domain("a")) == (f"{tmp_path}/virt-zoned/lock", f"{tmp_path}/virt-zoned/domains/a")


def test_a_user_has_a_state_of_its_own_apart_from_the_systems() -> None:
    expected = "/run/virt-zoned" if os.geteuid() == 0 else f"/run/user/{os.geteuid()}/virt-zoned"
    assert here().folder == expected
