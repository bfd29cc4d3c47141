"""A dry run of ``prepare``: all that is refused is told, and the host is left as it is."""

import json
import os
from pathlib import Path
from typing import Callable, List, Optional, Tuple

import pytest

from tests.documents import UUID, golden, recorded
from tests.scripts import COMMAND, Outcome, here, run
from virt_zoned_lio import policy, prepare
from virt_zoned_lio.claims import Claim, Claims, now
from virt_zoned_lio.policy import Policy
from virt_zoned_lio.prepare import examine
from virt_zoned_lio.qemus import Qemus
from virt_zoned_lio.refusal import Refusal
from virt_zoned_lio.state import State

GOLDEN_FOLDER = "/var/lib/libvirt/zoned/nvme/"
SIZE = 256 << 20
REPAIR = "Run: virt-zoned repair smr1"
CREATE = "Mount the file system that it is on; or create the file again: virt-zoned repair smr1"
Said = Tuple[str, Optional[str], str, Optional[str], bool]


@pytest.fixture(autouse=True)
def state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> State:
    """Claims of the test's own, and no policy."""
    own = State(str(tmp_path / "state"))
    monkeypatch.setattr(prepare, "here", lambda: own)
    monkeypatch.setattr(policy, "read", lambda: Policy(None, None))
    return own


@pytest.fixture
def xml(folder: Path) -> str:
    """A domain with two namespaces, on the files zns0.raw and zns1.raw of a folder; its QEMU runs as the tests do."""
    for name in ("zns0.raw", "zns1.raw"):
        with open(folder / name, "wb") as file:
            file.truncate(SIZE)
    text = golden("nvme-zns-controllers")
    for old, new in (("a-f8a08c", "zns0"), ("b-6d6038", "zns1"), ("/a.raw", "/zns0.raw"), ("/b.raw", "/zns1.raw")):
        text = text.replace(old, new)
    assert text.count(GOLDEN_FOLDER) == 4
    label = f"owner='+{os.geteuid()}:+{os.getegid()}'"
    return text.replace(GOLDEN_FOLDER, f"{folder}/").replace("<zoned:devices ", f"<zoned:devices {label} ", 1)


def said(xml: str, *created: Path) -> List[Said]:
    return [
        (fault.about, fault.device, fault.refusal.message, fault.refusal.remedy, fault.refusal.may_pass)
        for fault in examine(xml.encode(), False, frozenset(str(path) for path in created), next_start=False)
    ]


def give(path: Path) -> str:
    return f"Cannot give {path} to domain 'smr1':"


def test_all_is_well_and_nothing_is_made(xml: str, folder: Path, state: State) -> None:
    before = sorted(os.listdir(folder))
    assert said(xml) == []
    assert sorted(os.listdir(folder)) == before
    assert not os.path.exists(state.folder)


def test_every_device_and_every_rule_is_told(xml: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "read", lambda: Policy(None, ["/srv/zoned"]))
    os.truncate(folder / "zns0.raw", 10)
    (folder / "zns1.raw").unlink()
    one, two = folder / "zns0.raw", folder / "zns1.raw"
    assert xml.count("max_active=0") == 2
    not_allowed = "/etc/virt-zoned/policy.conf does not allow files in this folder."
    assert said(xml.replace("max_active=0", "max_active=1", 1)) == [
        (
            "document",
            "zns0",
            f"{give(one)} the zoned.max_active of device 'zns0' is '1' in the domain's XML, expected '0' as its"
            " metadata say.",
            REPAIR,
            False,
        ),
        ("host", "zns0", f"{give(one)} {not_allowed}", "Add the folder there, under [folders].", False),
        (
            "host",
            "zns0",
            f"{give(one)} it has 10 bytes, expected {SIZE}.",
            "It was left as it is. Put the right file in its place, or detach it and attach it with its own size.",
            False,
        ),
        ("host", "zns1", f"{give(two)} {not_allowed}", "Add the folder there, under [folders].", False),
        (
            "host",
            "zns1",
            f"{give(two)} there is no such file.",
            CREATE,
            True,
        ),
    ]


def test_a_file_that_is_a_link_is_told(xml: str, folder: Path) -> None:
    os.rename(folder / "zns1.raw", folder / "aside")
    (folder / "zns1.raw").symlink_to("aside")
    assert said(xml) == [
        (
            "host",
            "zns1",
            f"{give(folder / 'zns1.raw')} it is a symbolic link to aside, expected the file itself.",
            "Name the file that it leads to: detach it and attach it again.",
            False,
        )
    ]


def test_a_policy_that_cannot_be_read_is_told_beside_the_rest(
    xml: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> Policy:
        raise Refusal("Cannot read it.", "Correct it.")

    monkeypatch.setattr(policy, "read", read)
    (folder / "zns1.raw").unlink()
    assert [(about, device) for about, device, *_ in said(xml)] == [("policy", None), ("host", "zns1")]


def test_a_record_that_cannot_be_read_is_told() -> None:
    device = "<z:device way='virtio-blk' name='null0' source='/dev/nullb0'/>"
    assert said(recorded(device * 2).decode()) == [
        (
            "record",
            None,
            "Cannot read the zoned devices in the metadata of domain 'smr1': device 'null0' is there twice.",
            REPAIR,
            False,
        )
    ]


def test_a_clone_is_told_and_so_is_what_its_devices_lack(xml: str, folder: Path) -> None:
    (folder / "zns0.raw").unlink()
    other = "11111111-2222-3333-4444-555555555555"
    assert [(about, device, remedy) for about, device, _, remedy, _ in said(xml.replace(UUID, other, 1))] == [
        ("clone", None, "Give it targets and files of its own: virt-zoned repair --rebind smr1"),
        ("host", "zns0", CREATE),
    ]


def test_a_name_with_blanks_that_no_keyboard_has_is_a_name(xml: str, folder: Path) -> None:
    name = "z\u00a0n\u3000s.raw"
    os.rename(folder / "zns0.raw", folder / name)
    assert said(xml.replace("zns0.raw", name)) == []


def test_devices_that_nothing_records_and_arguments_that_are_gone_are_told(xml: str) -> None:
    head, _, tail = xml.partition("<metadata>")
    assert [fault[3] for fault in said(head + tail.partition("</metadata>")[2])] == [REPAIR]
    head, _, tail = xml.partition("<qemu:commandline")
    assert [(*fault[:2], fault[3]) for fault in said(head + tail.partition("</qemu:commandline>")[2])] == [
        ("document", "zns0", REPAIR),
        ("document", "zns1", REPAIR),
    ]


def test_what_a_guest_that_runs_lacks_is_told_of_its_definition_only(
    xml: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qemu: Callable[[str, str], object]
) -> None:
    """Of the guest a device may be half plugged in, or half given up."""
    qemu("smr1", UUID)
    monkeypatch.setattr(prepare, "Qemus", lambda: Qemus(str(tmp_path / "qemu")))
    head, _, tail = xml.partition("<qemu:commandline")
    gone = (head + tail.partition("</qemu:commandline>")[2]).encode()
    assert examine(gone, False, frozenset(), next_start=False) == []
    assert [(fault.about, fault.device) for fault in examine(gone, False, frozenset(), next_start=True)] == [
        ("document", "zns0"),
        ("document", "zns1"),
    ]


def test_a_file_that_is_about_to_be_created_counts_as_there(xml: str, folder: Path) -> None:
    absent = folder / "new/zns0.raw"
    text = xml.replace(str(folder / "zns0.raw"), str(absent))
    assert [fault[4] for fault in said(text)] == [True, True]
    assert said(text, absent) == []
    (folder / "new").symlink_to("/srv")
    assert said(text, absent)[0][2].endswith("/new is a symbolic link to /srv, expected a folder.")


@pytest.mark.root
@pytest.mark.usefixtures("as_root")
def test_a_folder_that_qemu_cannot_get_through_is_told_before_the_file_is_created(xml: str, folder: Path) -> None:
    text = xml.replace("owner='+0:+0'", "owner='nobody:nogroup'")
    path = folder / "zns0.raw"
    assert [fault[1] for fault in said(text)] == ["zns0", "zns1"]
    os.chown(folder / "zns1.raw", 65534, 65534)
    assert said(text, path) == []
    folder.chmod(0o700)
    assert said(text, path)[0] == (
        "host",
        "zns0",
        f"{give(path)} QEMU, as user nobody and group nogroup, cannot get through to its folder {folder}.",
        "Choose a folder that lets that user through, or have this one do so.",
        False,
    )
    assert said(text)[0][2] == f"{give(path)} QEMU, as user nobody and group nogroup, may not read and write it."


def test_what_another_domain_has_is_told_and_may_pass(xml: str, folder: Path, state: State) -> None:
    status = (folder / "zns1.raw").stat()
    key = f"file-{status.st_dev}-{status.st_ino}"
    state.make()
    other = Claim(key, "11111111-2222-3333-4444-555555555555", "other", "a", "nvme-zns", "/x", False, now())
    claims = Claims(state, Qemus(str(folder)))
    claims.take(other)
    found = said(xml)
    assert [(device, may_pass) for _, device, _, _, may_pass in found] == [("zns1", True)]
    assert "domain 'other' is about to start with it." in found[0][2]
    assert claims.all() == [other]


def test_one_file_for_two_devices_is_told(xml: str, folder: Path) -> None:
    assert [fault[2] for fault in said(xml.replace("zns1.raw", "zns0.raw"))] == [
        f"Cannot give {folder / 'zns0.raw'} to domain 'smr1' as device 'zns1':"
        f" its device 'zns0' has it, {folder / 'zns0.raw'}."
    ]


def test_the_command_prints_refusals_in_lines_or_as_json(xml: str, folder: Path, tmp_path: Path) -> None:
    command = here(COMMAND, tmp_path)
    (folder / "zns0.raw").unlink()
    message = f"{give(folder / 'zns0.raw')} there is no such file."
    lines = f"{message}\n{CREATE}\n"
    assert run(command, "prepare", "--dry-run", stdin=xml.encode()) == Outcome(1, "", lines)
    done = run(command, "prepare", "--dry-run", "--json", stdin=xml.encode())
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out) == {
        "refusals": [
            {
                "about": "host",
                "device": "zns0",
                "message": message,
                "remedy": CREATE,
                "remedy-when-attaching": "Mount the file system that it is on, or name another file.",
                "may-pass": True,
            }
        ]
    }
    created = ("--created", str(folder / "zns0.raw"))
    assert run(command, "prepare", "--dry-run", *created, stdin=xml.encode()) == Outcome(0, "", "")
    assert run(command, "policy") == Outcome(0, "", "")
