"""Closed by default: every address walked by a visitor, a stranger, the neighbour, and without a form's token."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.test import Client

from liangxin.domains.parties import api as parties
from liangxin.domains.parties.tests.people import enterprise
from liangxin.domains.plans.tests.documents import SECOND_EDITION, publish_plan, read_plan
from liangxin.domains.regions.tests.world import COUNTY, World, build_world
from liangxin.domains.registers.tests.world import build_registers
from liangxin.foundation.accounts.tests.kept import kept
from tests.architecture.routes import Route, routes

# Open to everybody, and why.
PUBLIC = {
    "healthz": "a load balancer has no account",
    "front": "what the programme is, for citizens",
    "sign-in": "the door",
    "second-factor": "the door's second step",
    "choose-language": "one reads before one signs in",
    "choose-theme": "one reads before one signs in",
    "guide:places": "citizens choose where they claim",
    "guide:region": "citizens read what is paid where they live",
    "guide:scheme": "citizens read the conditions of a subsidy",
    "guide:calculate": "citizens work out what they can claim; nothing is kept",
    "guide:decision": "citizens take the computed decision with them",
    "guide:rulebook": "anybody can recompute a decision",
    "guide:rules": "anybody can recompute a decision",
    "market:shops": "citizens look for shops that take part",
    "market:events": "citizens look for events",
    "market:apply": "enterprises have no accounts and apply with a receipt",
    "claims:draws_public": "anybody can draw again what was drawn",
    "market:progress": "whoever has a receipt looks how far it is",
    "my:home": "leads a visitor to the citizens' door",
    "my:sign_in": "the citizens' door",
    "my:leaving": "the way to the service that verifies",
    "my:local_identity": "the trial's own page",
    "my:verified": "the way back from the service",
    "my:queue": "anybody can recompute the order of a queue; nobody's name is in it",
    "my:queue_file": "anybody can recompute the order of a queue",
    "my:queue_program": "the few lines that recompute it",
}
# Addresses that lead to things of a package that is called otherwise.
HOME_OF = {"guide": "schemes", "market": "schemes", "my": "claims"}
CITIZENS_DOOR = "/my/sign-in/"
HOME_OF |= {"my_claims": "claims", "shop": "claims"}
# Checked by the API itself, which knows tokens beside sessions and answers 401 instead of leading to the sign-in.
BY_TOKEN_TOO = "api-1:"
# What everybody signed in has, without any standing: their own pages, and lists that are empty for them.
OWN = {"home", "search", "jobs", "account", "account-password", "account-second-factor", "account-second-factor-drop"}
OWN |= {"messages", "message-choice"}
EMPTY = {
    "plans:documents",
    "plans:targets",
    "plans:tasks",
    "plans:my_tasks",
    "plans:being_read",
    "regions:list",
    "regions:units",
    "regions:members",
    "indicators:list",
}
EMPTY |= {"schemes:list", "schemes:past_list", "schemes:what_ifs", "api-1:list_schemes"}
EMPTY |= {
    "standards:list",
    "standards:certificates",
    "progress:here",
    "progress:tasks",
    "progress:tasks_mine",
    "progress:tasks_silent",
    "progress:tasks_waiting_for_us",
    "progress:tasks_we_wait",
    "progress:rounds",
    "progress:returns",
    "progress:sources",
    "progress:orders",
    "progress:orders_mine",
    "progress:meetings",
    "progress:matters",
    "progress:bulletins",
    "registers:list",
    "registers:types",
    "api-1:list_events",
    "api-1:list_goods",
    "api-1:list_merchants",
    "api-1:list_standards",
    "api-1:openapi-json",
    "api-1:list_plans",
    "api-1:list_registers",
    "api-1:list_types",
    "api-1:list_tasks",
    "api-1:list_targets",
    "api-1:list_target_progress",
    "api-1:list_task_progress",
    "api-1:list_orders",
    "api-1:list_bulletins",
}
# Deeds at one's own account; and the API's description of itself, which answers whatever is sent.
MINE_TO_CHANGE = {"sign-out", "account-second-factor-confirm", "account-recovery-codes", "api-1:openapi-json"}
MINE_TO_CHANGE |= {"messages-read", "message-choice"}
# Names of the small world that the neighbour, or a stranger, must not read anywhere.
OURS = ("清岚", "李青禾", "林秋", "更新老旧住宅电梯", "锦绣苑")
NOT_THEIRS = (*OURS, "北屏", "孙北望", "望川", "云泽")

Ids = dict[str, list[str]]  # public ids by table


@dataclass
class Walked:
    """The small world with something in most tables, and the ids of it, so that a 404 means "not yours"."""

    world: World
    ids: Ids


def build_walked() -> Walked:
    world = build_world()
    build_registers(world).prove()
    publish_plan(world.actor("lin"), world.actor("wang"))
    read_plan(world.actor("lin"), SECOND_EDITION)
    kept, gone = (enterprise(serial, name=f"清岚县虚构家电{serial}店") for serial in (1, 2))
    made = parties.take_in(world.system, world.region(COUNTY).id, [kept, gone], source="虚构名单")
    cards = parties.party_cards(world.system, made.ids)
    parties.merge_parties(
        world.system,
        *(cards[pk].public_id for pk in made.ids),
        [],
        reason="重复登记",
        on=cards[made.ids[0]].last_used_on,
    )
    return Walked(world, known_ids())


walked = kept("walked", build_walked)


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, logger="django.request")  # a thousand refusals are no news here


def known_ids() -> Ids:
    """Ids that exist, of every table that has them."""
    ids = {
        model._meta.label: [str(row.public_id) for row in model._default_manager.order_by("-pk")[:2]]
        for model in tables()
        if "public_id" in {field.name for field in model._meta.fields}
    }
    assert sum(map(len, ids.values())) > 10
    return ids


def tables() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("liangxin.")]


def sizes() -> Counter[str]:
    return Counter({model.__name__: model._default_manager.count() for model in tables()})


def filled(route: Route, ids: Ids) -> list[str]:
    """The route's addresses; those of a package are filled with ids of its own tables, and of runs.

    A place that is called after a table (`finding_id`) takes ids of that table.
    """
    space = _home_of(route)
    own = [label for label in ids if label.partition(".")[0] == space]
    chosen = [*own, "jobs.JobRun"] if own else list(ids)
    uuids = [public_id for label in chosen for public_id in ids[label]]
    values = {"uuid": uuids, "uuidstr": uuids, "slug": [COUNTY], "str": [COUNTY], "int": ["1"], "path": ["1"]}
    of_tables = {f"{_last_word(label)}_id": ids[label] for label in chosen if ids[label]}
    return list(route.addresses({**values, **of_tables}))


def _home_of(route: Route) -> str:
    """The package whose things an address leads to; one of the API says it in its path."""
    if route.name.startswith(BY_TOKEN_TOO):
        return route.path.split("/")[2]
    space = route.name.partition(":")[0]
    return HOME_OF.get(space, space)


def _last_word(label: str) -> str:
    """`name` of "plans.UnitName"."""
    return re.findall("[A-Z][a-z]+", label)[-1].lower()


def test_only_listed_routes_are_open() -> None:
    opened = {route.name for route in routes() if route.is_public and not route.name.startswith(BY_TOKEN_TOO)}
    assert opened == PUBLIC.keys()


@pytest.mark.django_db
def test_a_visitor_is_led_to_the_sign_in(client: Client, walked: Walked) -> None:
    wrong = {}
    for route in routes():
        if route.name in PUBLIC:
            continue
        answer = client.get(filled(route, walked.ids)[0], follow=True)
        is_led = answer.request["PATH_INFO"] in (settings.LOGIN_URL, CITIZENS_DOOR)
        if not is_led and answer.status_code != (401 if route.name.startswith(BY_TOKEN_TOO) else 404):
            wrong[route.path] = answer.status_code
    assert not wrong


@pytest.mark.django_db
def test_somebody_without_standing_reads_nothing_of_others(client: Client, walked: Walked) -> None:
    client.force_login(account_of(walked.world))
    wrong = {}
    for route in routes():
        expected = {200, 405} if route.name in PUBLIC.keys() | OWN | EMPTY else {403, 404, 405}
        if route.name in PUBLIC and "<uuid" in route.path:
            expected |= {404}  # public, if it is there: a scheme that is drafted only is not
        for address in filled(route, walked.ids):
            answer = client.get(address)
            if answer.status_code not in expected | {302} or _names_any(NOT_THEIRS, route, answer):
                wrong[address] = answer.status_code
    assert not wrong


def _names_any(names: Iterable[str], route: Route, answer: Any) -> bool:
    """Whether a page names what it must not. A public page of a place names the place, for everybody."""
    if route.name in PUBLIC:
        return False
    body = b"".join(answer) if answer.streaming else answer.content
    return any(name in body.decode(errors="replace") for name in names)


@pytest.mark.django_db
def test_the_neighbour_county_reads_nothing_of_ours(client: Client, walked: Walked) -> None:
    client.force_login(walked.world.accounts["sun"])
    wrong = {}
    for route in routes():
        for address in filled(route, walked.ids):
            answer = client.get(address)
            if answer.status_code >= 500 or _names_any(OURS, route, answer):
                wrong[address] = answer.status_code
    assert not wrong


@pytest.mark.django_db
def test_somebody_without_standing_changes_nothing(client: Client, walked: Walked) -> None:
    client.force_login(account_of(walked.world))
    before, wrong = sizes(), {}
    for route in routes():
        if route.name in PUBLIC.keys() | OWN | MINE_TO_CHANGE:
            continue
        for address in filled(route, walked.ids):
            answer = client.post(address, {"region": COUNTY, "name": "别人的", "text": "别人的", "deed": "rename"})
            if answer.status_code not in {302, 403, 404, 405, 409}:
                wrong[address] = answer.status_code
    assert not wrong
    assert client.get("/account/").status_code == 200, "signed in to the end"
    assert sizes() == before


@pytest.mark.django_db
def test_nothing_is_posted_without_the_token_of_a_form(walked: Walked) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(walked.world.accounts["lin"])
    answers = {route.path: client.post(filled(route, walked.ids)[0]).status_code for route in routes()}
    assert {path: status for path, status in answers.items() if status not in {403, 405}} == {}


def account_of(world: World) -> Model:
    """The account of the world's stranger."""
    assert world.stranger.account_id
    return apps.get_model("accounts.Account").objects.get(pk=world.stranger.account_id)
