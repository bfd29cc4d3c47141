"""Records of zoned devices, which the library reads, too: neither program may accept what the other refuses."""

from pathlib import Path

import pytest

from tests.documents import domain
from tests.outcome import refusal
from virt_zoned_lio.domain import read_domain

RECORDS = Path(__file__).resolve().parents[2] / "plugin/src/test/resources/records"


def names(verdict: str) -> "list[str]":
    found = sorted(path.stem for path in (RECORDS / verdict).glob("*.xml"))
    assert found
    return found


def document(verdict: str, name: str) -> bytes:
    record = (RECORDS / verdict / f"{name}.xml").read_text(encoding="utf-8")
    return domain(f"<metadata>{record}</metadata>")


@pytest.mark.parametrize("name", names("accepted"))
def test_a_record_that_the_library_accepts_is_accepted(name: str) -> None:
    read_domain(document("accepted", name))


@pytest.mark.parametrize("name", names("refused"))
def test_a_record_that_the_library_refuses_is_refused_with_the_way_out(name: str) -> None:
    message, remedy = refusal(lambda: read_domain(document("refused", name))).split("\n")
    assert message.startswith("Cannot read the zoned devices in the metadata of domain 'smr1': ")
    assert remedy == "Correct <zoned:devices> in the domain's <metadata>: virsh edit smr1"
