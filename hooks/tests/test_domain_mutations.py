"""Domains' documents with random damage: they end in a refusal of two lines, or in a domain, and in time."""

import random
import time

from tests.documents import golden, golden_with_devices
from virt_zoned_lio import elements
from virt_zoned_lio.domain import Domain, read_domain
from virt_zoned_lio.refusal import Refusal

MUTATIONS = 200
TOKENS = (
    b"'", b'"', b"<", b">", b"&", b"&#10;", b"&#xD800;", b"\0", b"\xff", b"\xed\xa0\x80", b"../", b"/", b",", b",,", b"=", b"\n",
    b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x?>", b" xmlns='urn:x'", b"9" * 400, b"-1", b"naa.", b"zoned-",
    b"ua-zoned-", b"<metadata>", b"</metadata>", b"<uuid>", b" way='nvme-zns'", b" name='a'", "ä\u202e…".encode(), b"a" * 100_000,
)  # fmt: skip


def mutated(document: bytes, chance: random.Random) -> bytes:
    """The document with one to four pieces of it cut, doubled, moved, or replaced by a token."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(document))
        end = min(len(document), start + chance.choice((0, 1, 2, 8, 64, 512)))
        piece = document[start:end]
        kind = chance.randrange(4)
        if kind == 0:
            document = document[:start] + document[end:]
        elif kind == 1:
            document = document[:end] + piece * chance.choice((1, 2, 50)) + document[end:]
        elif kind == 2:
            rest = document[:start] + document[end:]
            place = chance.randrange(len(rest) + 1)
            document = rest[:place] + piece + rest[place:]
        else:
            document = document[:start] + chance.choice(TOKENS) + document[end:]
    return document


def outcome(document: bytes) -> object:
    """A domain whose devices were held against its elements, or a refusal."""
    try:
        domain = read_domain(document)
        for device in domain.devices:
            elements.is_present(domain, device)
            elements.require_present(domain, device)
            elements.require_as_recorded(domain, device)
        return domain
    except Refusal as refusal:
        return refusal


def test_a_damaged_document_ends_in_a_refusal_or_a_domain_and_in_time() -> None:
    chance = random.Random(20240229)
    documents = [golden(case).encode() for case in golden_with_devices()]
    found = {Domain: 0, Refusal: 0}
    for _ in range(MUTATIONS):
        document = mutated(chance.choice(documents), chance)
        before = time.process_time()
        result = outcome(document)
        assert time.process_time() - before < 1
        assert isinstance(result, (Domain, Refusal))
        if isinstance(result, Refusal):
            assert len(str(result).split("\n")) == 2
        found[type(result)] += 1
    # Both are tried, each in a good part of them.
    assert min(found.values()) > MUTATIONS // 10
