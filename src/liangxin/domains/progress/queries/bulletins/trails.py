"""Addresses where the figures of a bulletin can be followed: lists with just those rows, pages of targets and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from liangxin.domains.progress.terms import BulletinKind, Power, Status, TaskState
from liangxin.domains.regions import api as regions
from liangxin.foundation.accounts.api import Actor


def targets_at(region_code: str, **filters: str) -> str:
    """The list of a region's targets, narrowed by the filters of its screen."""
    address = reverse("progress:region", args=[region_code])
    return f"{address}?{urlencode(filters)}" if filters else address


def by_status(region_code: str, **filters: str) -> Mapping[str, str]:
    """The lists of a region's targets by status, and of all under the empty name."""
    narrowed = {status.value: targets_at(region_code, status_is=status.value, **filters) for status in Status}
    return narrowed | {"": targets_at(region_code, **filters)}


def target_at(public_id: UUID) -> str:
    return reverse("progress:target", args=[public_id])


def task_at(public_id: UUID) -> str:
    return reverse("progress:task", args=[public_id])


def round_at(public_id: UUID) -> str:
    return reverse("progress:round", args=[public_id])


def tasks_by_state() -> Mapping[str, str]:
    """The lists of tasks by state, of all under the empty name."""
    address = reverse("progress:tasks")
    narrowed = {state.value: f"{address}?{urlencode({'state_is': state.value})}" for state in TaskState}
    return narrowed | {"": address}


def writing_about(actor: Actor, kind: BulletinKind, region_code: str, subject: UUID) -> str:
    """Where a bulletin about one order or meeting is begun; empty for who may write none in the region."""
    if not actor.may(Power.WRITE, regions.region_cards([region_code])[region_code].path):
        return ""
    told = {"region": region_code, "kind": kind.value, "subject": str(subject)}
    return f"{reverse('progress:bulletin_new')}?{urlencode(told)}"
