"""What is printed of the names and values of others, by the list that the library's tests run, too."""

from pathlib import Path
from typing import List, Tuple

import pytest

from virt_zoned_lio.refusal import Refusal, is_printable

CHARACTERS = Path(__file__).resolve().parents[2] / "plugin/src/test/resources/printable/characters"


def cases() -> List[Tuple[int, bool]]:
    lines = [line.split(" ") for line in CHARACTERS.read_text(encoding="ascii").splitlines() if line[0] != "#"]
    assert lines
    return [(int(line[0][2:], 16), line[1] == "yes") for line in lines]


@pytest.mark.parametrize("code, printed", cases())
def test_a_character_is_printed_or_replaced(code: int, printed: bool) -> None:
    character = chr(code)
    assert is_printable(character) == printed
    assert Refusal(f"a{character}b").message == (f"a{character}b" if printed else "a?b")
