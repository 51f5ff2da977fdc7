"""The English catalogue: `python -m liangxin.foundation.ui.catalogue` brings it up to date with the sources.

Found are `_()` and its kin in Python and templates, and by their shape what the kernel and engines, which know no
Django, cannot mark: labels of terms and jobs, sentences and remedies of refusals. One file for all packages.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"

ONE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
MANY = {"ngettext", "ngettext_lazy"}
LABELLED = {"job", "timetable"}
SPOKEN = {"sentence", "remedy"}
CHINESE = re.compile(r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]")  # signs, punctuation, full width
_QUOTED = r"""(u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"))"""
_CALL = re.compile(rf"\b(?:n?gettext|_)\(\s*{_QUOTED}(?:\s*,\s*{_QUOTED})?")


class Message(NamedTuple):
    """A text to translate; `plural` is empty where the count makes no difference."""

    text: str
    plural: str = ""


def collect(root: Path = PACKAGE) -> dict[Message, str]:
    """Every Chinese text of the product with the file that has it first."""
    found: dict[Message, str] = {}
    for path in sorted([*root.rglob("*.py"), *root.rglob("templates/**/*.html")]):
        place = path.relative_to(root)
        if {"tests", "migrations", "node_modules"} & set(place.parts):
            continue
        messages = _in_python if path.suffix == ".py" else _in_template
        for message in messages(path.read_text(encoding="utf-8")):
            if CHINESE.search(message.text):
                found.setdefault(message, place.as_posix())
    return found


def _in_template(source: str) -> Iterator[Message]:
    for text, plural in _CALL.findall(templatize(source)):
        yield Message(ast.literal_eval(text), ast.literal_eval(plural) if plural else "")


def _in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
        elif isinstance(node, ast.ClassDef):
            for statement in node.body:
                yield from _in_class(statement)


def _in_call(call: ast.Call) -> Iterator[Message]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    texts = [text for argument in call.args[:2] if (text := _literal(argument)) is not None]
    if name in ONE and texts:
        yield Message(texts[0])
    elif name in MANY and len(texts) == 2:
        yield Message(*texts)
    elif name in LABELLED:
        labels = (_literal(keyword.value) for keyword in call.keywords if keyword.arg == "label")
        yield from (Message(label) for label in labels if label)


def _in_class(statement: ast.stmt) -> Iterator[Message]:
    """`NAME = "value", "标签"` of a term; `sentence = "…"` and `sentence, remedy = "…", "…"` of a refusal."""
    if not isinstance(statement, ast.Assign):
        return
    target, values = statement.targets[0], statement.value
    names = [name.id for name in ast.walk(target) if isinstance(name, ast.Name)]
    parts = values.elts if isinstance(values, ast.Tuple) else [values]
    texts = [_literal(part) for part in parts]
    if len(names) == 1 and names[0].isupper() and len(texts) == 2 and None not in texts:
        yield Message(str(texts[1]))
    for name, text in zip(names, texts, strict=False):
        if name in SPOKEN and text:
            yield Message(text)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def main() -> int:
    """Add what is new without a translation, drop what is gone, compile; 1 while something waits for its English."""
    import polib  # of the development group: the product itself only reads the compiled catalogue

    known = {Message(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(CATALOGUE))}
    written = polib.POFile(wrapwidth=110)
    written.metadata = polib.pofile(str(CATALOGUE)).metadata
    for message, place in sorted(collect().items(), key=lambda item: (item[1], item[0])):
        forms = {0: "", 1: ""} if message.plural else {}
        entry = known.get(message) or polib.POEntry(
            msgid=message.text, msgid_plural=message.plural, msgstr_plural=forms
        )
        entry.occurrences = [(place, "")]
        written.append(entry)
    written.save(str(CATALOGUE))
    written.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    waiting = written.untranslated_entries()
    for entry in waiting:
        sys.stderr.write(f"{entry.occurrences[0][0]}: {entry.msgid}\n")
    sys.stdout.write(f"{len(written)} texts, {len(waiting)} without English\n")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
