"""Remedies that the hook can print, as its source has them."""

import ast
from pathlib import Path
from typing import Iterator, List, Tuple

import virt_zoned_lio

# What raises a refusal with a remedy as its second argument.
_REFUSALS = {"Refusal", "NotWhole"}


def _modules() -> Iterator[Tuple[str, ast.Module]]:
    for file in sorted(Path(virt_zoned_lio.__file__).parent.glob("*.py")):
        if file.name == "release.py":
            continue  # no device is attached when it refuses
        yield file.name, ast.parse(file.read_text("utf-8"))


def _text(node: ast.AST, names: "dict[str, str]") -> str:
    """The words of a string as far as the source tells them: of its parts, and of the names that stand for strings."""
    return " ".join(
        str(part.value) if isinstance(part, ast.Constant) else names.get(part.id, "")
        for part in ast.walk(node)
        if isinstance(part, (ast.Constant, ast.Name))
    )


def test_a_remedy_that_says_to_detach_has_one_for_a_device_that_is_being_attached() -> None:
    found = 0
    without: List[str] = []
    for name, module in _modules():
        names = {
            target.id: _text(node.value, {})
            for node in ast.walk(module)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in ast.walk(module):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in _REFUSALS):
                continue
            remedies = call.args[1:2] + [word.value for word in call.keywords if word.arg == "remedy"]
            if any("detach" in _text(remedy, names).lower() for remedy in remedies):
                found += 1
                if len(call.args) < 3 and not any(word.arg == "when_attaching" for word in call.keywords):
                    without.append(f"{name}:{call.lineno}")
    assert found >= 10
    assert not without
