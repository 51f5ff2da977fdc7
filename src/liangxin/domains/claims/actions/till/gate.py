"""The gate: all requests that wait are decided together as soon as the commit before has returned.

No waiting window: under no load a set is one request, under a rush it grows by itself. One thread with one connection
decides; answers are given only after the commit. What fails as a set is tried one by one, so that one row that the
database refuses does not take its neighbours along; a lost connection is opened again and the set asked again, which
the keys of the requests make safe.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from time import sleep
from typing import Final

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone

from liangxin.domains.claims.actions.till.authorising import authorise
from liangxin.domains.claims.actions.till.moving import move
from liangxin.domains.claims.errors import TillBroken, TillBusy
from liangxin.domains.claims.queries.till_known import Known
from liangxin.domains.claims.rules.till import Answered, Asked, next_set, refused
from liangxin.domains.claims.terms import MOST_WAITING, TillVerb
from liangxin.kernel.refusal import Refusal

log = logging.getLogger(__name__)
Done = Callable[[list[tuple[object, Answered]]], None]
AGAIN_AFTER: Final = (0.05, 0.5, 2.0)  # seconds after a lost connection


def decide_set(asked: Sequence[Asked], known: Known, now: datetime | None = None) -> list[Answered | None]:
    """Decide requests of one verb in one transaction; None for those that wait for the next set."""
    moment = now or timezone.now()
    if asked[0].verb is TillVerb.AUTHORISE:
        return authorise(asked, known, moment)
    return move(asked, moment)


def decide(asked: Sequence[Asked], known: Known, now: datetime | None = None) -> list[Answered]:
    """Decide any requests, set after set, in the order in which they came."""
    answers: dict[int, Answered] = {}
    waiting = list(range(len(asked)))
    while waiting:
        chosen, left = next_set([asked[place] for place in waiting])
        places = [waiting[one] for one in chosen]
        found = _decided([asked[place] for place in places], known, now)
        answers |= {place: answer for place, answer in zip(places, found, strict=True) if answer is not None}
        late = [place for place, answer in zip(places, found, strict=True) if answer is None]
        waiting = sorted([*late, *(waiting[one] for one in left)])
    return [answers[place] for place in range(len(asked))]


def _decided(asked: Sequence[Asked], known: Known, now: datetime | None) -> list[Answered | None]:
    """As `decide_set`, whatever happens."""
    for pause in AGAIN_AFTER:
        try:
            return decide_set(asked, known, now)
        except (OperationalError, InterfaceError):
            log.exception("the till's connection was lost")
            connection.close()
            sleep(pause)
        except (DatabaseError, Refusal):
            break
    return _one_by_one(asked, known, now)


def _one_by_one(asked: Sequence[Asked], known: Known, now: datetime | None) -> list[Answered | None]:
    found: list[Answered | None] = []
    for one in asked:
        try:
            found += decide_set([one], known, now)
        except (DatabaseError, Refusal):
            log.exception("a till's request could not be decided")
            found.append(refused(TillBroken()))
    return found


class Gate:
    """Takes requests from any thread and answers them in sets; `done` is called once a set, in the gate's thread."""

    def __init__(self, done: Done, known: Known | None = None) -> None:
        self._done = done
        self._known = known or Known()
        self._waiting: deque[tuple[object, Asked]] = deque()
        self._came = threading.Condition()
        self._stopping = False
        self.sets = 0
        self._thread = threading.Thread(target=self._run, name="till-gate", daemon=True)
        self._thread.start()

    def ask(self, ticket: object, asked: Asked) -> None:
        """Let a request wait. Raises TillBusy."""
        if len(self._waiting) >= MOST_WAITING:
            raise TillBusy
        with self._came:
            self._waiting.append((ticket, asked))
            self._came.notify()

    def stop(self) -> None:
        """Decide what waits, then end."""
        with self._came:
            self._stopping = True
            self._came.notify()
        self._thread.join(30)

    def _run(self) -> None:
        try:
            while came := self._awaited():
                self._answer(came)
        finally:
            connection.close()

    def _awaited(self) -> list[tuple[object, Asked]]:
        """All that wait, as soon as there is one; nothing when it is time to end."""
        with self._came:
            self._came.wait_for(lambda: self._waiting or self._stopping)
            came = list(self._waiting)
            self._waiting.clear()
        return came

    def _answer(self, came: list[tuple[object, Asked]]) -> None:
        """Answer one set of those that came; the others go first next time."""
        chosen, left = next_set([asked for _, asked in came])
        found = _decided([came[place][1] for place in chosen], self._known, None)
        self.sets += 1
        answered = [(came[place][0], said) for place, said in zip(chosen, found, strict=True) if said is not None]
        late = [place for place, said in zip(chosen, found, strict=True) if said is None]
        with self._came:
            self._waiting.extendleft(came[place] for place in sorted([*late, *left], reverse=True))
        self._done(answered)
