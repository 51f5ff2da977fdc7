"""The named constraint that keeps a column to the values of its term."""

from __future__ import annotations

from django.db.models import CheckConstraint, Q

from liangxin.kernel.term import Term


def one_of(field: str, term: type[Term], table: str, *, empty: bool = False) -> CheckConstraint:
    """Refuse anything in `field` but the values of `term` (and, with `empty`, ""); `table` is `<package>_<model>`."""
    values = [member.value for member in term] + ([""] if empty else [])
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=f"{table}_{field}_known")
