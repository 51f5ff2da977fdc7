"""House rules of the rooms that the import contracts cannot say."""

from __future__ import annotations

import ast

from tests.architecture.sources import modules, nodes, room, shown, tree

SCREENS = {"web", "rest", "jobs", "management", "reactions"}
SHAPELESS = {"utils", "helpers", "common", "services", "managers", "signals", "lib", "core", "base", "misc"}


def test_screens_and_jobs_never_touch_a_manager() -> None:
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        if room(path) in SCREENS
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]
    assert not found, "reach rows through access doors, queries and actions"


def test_rules_never_ask_the_clock() -> None:
    asked = {"now", "today", "localdate", "localtime", "utcnow"}
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        if room(path) == "rules" or "/kernel/" in str(path)
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in asked
    ]
    assert not found, "take `on: date` as an argument; the clock is read at the edge"


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [shown(path) for path in modules() if path.stem in SHAPELESS or path.parent.name in SHAPELESS]
    assert not found, "name it by its meaning"


def test_a_door_only_reexports() -> None:
    allowed = (ast.Import, ast.ImportFrom, ast.Expr, ast.Assign, ast.AugAssign)
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        if room(path) == "api"
        for node in tree(path).body
        if not isinstance(node, allowed)
    ]
    assert not found, "a door re-exports in groups and does nothing else"


def test_translated_texts_are_whole_sentences() -> None:
    """An f-string inside _() cannot be extracted."""
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "gettext_noop"}
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert not found, "write the sentence with named places and fill them with %"
