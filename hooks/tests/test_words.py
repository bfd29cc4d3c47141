"""Words: how the attributes of a device are read."""

from typing import Callable

import pytest

from tests.outcome import malformed
from virt_zoned_lio.words import ScsiAddress, Words, path_of, quoted, size_text


def words(value: str) -> Words:
    return Words({"w": value})


@pytest.mark.parametrize(
    "text, size",
    [
        ("1B", 1),
        ("64M", 64 << 20),
        ("1G", 1 << 30),
        ("1g", 1 << 30),
        ("1GiB", 1 << 30),
        ("0" * 5000 + "1b", 1),
        ("8388607T", 8388607 << 40),
        ("9223372036854775807B", (1 << 63) - 1),
    ],
)
def test_a_size_is_a_number_with_a_unit_in_powers_of_1024(text: str, size: int) -> None:
    assert words(text).size("w") == size


@pytest.mark.parametrize(
    "text",
    [
        "",
        "64",
        "M",
        "0M",
        "-1M",
        "+1M",
        " 1M",
        "1M\n",
        "1.5G",
        "1e3M",
        "1Mi",
        "1\u212a",
        "1P",
        "8388608T",
        "9223372036854775808B",
        "٣M",
        "9" * 5000 + "B",
    ],
)
def test_any_other_size_is_refused(text: str) -> None:
    assert malformed(lambda: words(text).size("w")) == f"w is {quoted(text)}, expected a size with a unit, such as 64M"


@pytest.mark.parametrize("text, number", [("1", 1), ("007", 7), ("0" * 5000 + "7", 7), ("2147483647", 2147483647)])
def test_a_number_is_of_decimal_digits_within_its_range(text: str, number: int) -> None:
    assert words(text).number("w", 1, 2147483647) == number


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "2147483648", "99999999999999999999", "0x10", "1_000", "٣", "²", "1\n"]
)
def test_any_other_number_is_refused_with_its_range(text: str) -> None:
    assert malformed(lambda: words(text).number("w", 1, 2147483647)) == f"w is '{text}', expected 1 to 2147483647"


@pytest.mark.parametrize("text", ["a", "zns0", "0", "a_b-c", "a123456789012345"])
def test_a_name_is_of_1_to_16_letters_digits_and_dashes(text: str) -> None:
    assert words(text).name("w") == text


@pytest.mark.parametrize(
    "text", ["", "-a", "_a", "a1234567890123456", "../x", "a/b", "a.b", "a b", "a\n", "ä", "a,b", "a*"]
)
def test_any_other_name_is_refused(text: str) -> None:
    assert malformed(lambda: words(text).name("w")) == f"w is '{text}', expected 1 to 16 letters, digits, '_' or '-'"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "naa.5001405",
        "5001405a160fe2e1",
        "naa.5001405a160fe2e1/..",
        "naa.5001405a160fe2e1\n",
        "iqn.2003-01.org",
    ],
)
def test_a_wwpn_that_is_none_is_refused(text: str) -> None:
    assert malformed(lambda: words(text).wwpn("w")) == f"w is '{text}', expected naa. and 16 hex digits"


def test_identifiers_are_taken_in_their_own_forms_only() -> None:
    for text in ("naa.5001405a160fe2e1", "NAA.5001405A160FE2E1"):
        assert words(text).wwpn("w") == "naa.5001405a160fe2e1"
    for text in ("0b33bac1-f47d-8244-ad8d-1d5506aab931", "0B33BAC1-F47D-8244-AD8D-1D5506AAB931"):
        assert words(text).uuid("w") == "0b33bac1-f47d-8244-ad8d-1d5506aab931"
    for text in ("0x5000c500a1b2c3d4", "0x5000C500A1B2C3D4"):
        assert words(text).wwn("w") == "0x5000c500a1b2c3d4"
    assert words("0x60014050b33bac1f47d8244ad8d1d550").wwn("w") == "0x60014050b33bac1f47d8244ad8d1d550"
    assert words("eui.0025388b710116a1").wwn("w") == "eui.0025388b710116a1"
    assert words("WD-ABC 123").serial("w") == "WD-ABC 123"
    assert words("2:0:1:3").address("w") == ScsiAddress(2, 0, 1, 3)
    assert str(ScsiAddress(2, 0, 1, 3)) == "2:0:1:3"
    assert malformed(lambda: words("1-1-1-1-1").uuid("w")) == "w is '1-1-1-1-1', expected a UUID"
    assert (
        malformed(lambda: words("0x5000").wwn("w"))
        == "w is '0x5000', expected 0x and 16 or 32 hex digits, or an NVMe wwid"
    )
    assert malformed(lambda: words(" x").serial("w")) == "w is ' x', expected 1 to 64 printable ASCII characters"
    assert (
        malformed(lambda: words("x" * 65).serial("w"))
        == f"w is '{'x' * 65}', expected 1 to 64 printable ASCII characters"
    )
    assert malformed(lambda: words("2:0:1").address("w")) == "w is '2:0:1', expected H:C:T:L"
    assert malformed(lambda: words("2:0:1:-3").address("w")) == "w is '2:0:1:-3', expected H:C:T:L"


def test_a_choice_is_one_of_its_words_and_a_flag_yes_or_no() -> None:
    assert words("native").choice("w", ("commandline", "native")) == "native"
    assert words("yes").flag("w") is True
    assert words("no").flag("w") is False
    assert words("true").flag("w") is words("on").flag("w") is True
    assert words("false").flag("w") is words("off").flag("w") is False
    assert (
        malformed(lambda: words("Native").choice("w", ("commandline", "native")))
        == "w is 'Native', expected commandline or native"
    )
    assert malformed(lambda: words("True").flag("w")) == "w is 'True', expected yes or no"


def test_a_word_that_is_not_known_or_empty_is_refused() -> None:
    found = Words({"name": "a", "nane": "b"})
    assert found.name("name") == "a"
    assert malformed(found.refuse_unread) == "'nane' is not a word of it"
    assert malformed(Words({"w": ""}).refuse_unread) == "w is '', expected a value"


@pytest.mark.parametrize("text", ["virtio-scsi", "virtio-scsi-8", "a-ctl", "a-port", "a-ns"])
def test_a_name_of_what_belongs_to_a_device_is_refused(text: str) -> None:
    assert malformed(lambda: words(text).name("w")) == (
        f"w is '{text}', expected a name that is not 'virtio-scsi' and does not end with -ctl, -port or -ns"
    )


@pytest.mark.parametrize("text, size", [("4096", 4096), ("4K", 4096), ("0", 0)])
def test_a_block_size_needs_no_unit(text: str, size: int) -> None:
    assert words(text).block_size("w") == size
    assert malformed(lambda: words("4T").block_size("w")) == "w is '4T', expected a number of bytes, such as 4096 or 4K"


@pytest.mark.parametrize(
    "read",
    [Words.name, Words.uuid, Words.wwpn, Words.wwn, Words.serial, Words.address, Words.size, Words.flag, Words.text],
)
def test_an_absent_word_is_none_unless_it_is_required(read: Callable[[Words, str], object]) -> None:
    assert read(Words({}), "w") is None
    assert malformed(lambda: Words({}).required("w")) == "w is absent"


@pytest.mark.parametrize("text", ["/a", "/dev/sdf", "/var/zns 0.raw", "/ä/…", "/\u00a0b", "/\u3000", "/\u202e", "/" + "a" * 4094])
def test_a_path_is_absolute_and_plain(text: str) -> None:
    assert path_of("w", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "a",
        "./a",
        "/a/",
        "//a",
        "/a//b",
        "/a/../b",
        "/..",
        "/a/.",
        "/a\nb",
        "/a\0",
        "/a\x7f",
        "/a\ufffdb",
        "/" + "ä" * 2048,
        "/a\ud800",
        "/" + "a" * 4095,
        "/" + "ä" * 2048,
    ],
)
def test_any_other_path_is_refused(text: str) -> None:
    assert malformed(lambda: path_of("w", text)) == (
        f"w is {quoted(text)}, expected an absolute path without '.', '..' and empty steps"
    )


def test_a_value_is_quoted_at_a_length_that_can_be_read() -> None:
    assert quoted("a" * 80) == "'" + "a" * 80 + "'"
    assert quoted("a" * 81) == "'" + "a" * 80 + "…'"


@pytest.mark.parametrize(
    "size, text", [(1, "1B"), (512, "512B"), (1024, "1K"), (1536, "1536B"), (20 << 30, "20G"), (3 << 40, "3T")]
)
def test_a_size_is_said_in_the_largest_unit_that_divides_it(size: int, text: str) -> None:
    assert size_text(size) == text
