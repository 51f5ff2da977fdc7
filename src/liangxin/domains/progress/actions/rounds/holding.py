"""What all verbs of a return share: it is held, its round is open, its state and the actor's powers allow the verb."""

from __future__ import annotations

from django.db.models import Sum

from liangxin.domains.progress import errors
from liangxin.domains.progress.access import power_place
from liangxin.domains.progress.models import Return, ReturnField, ReturnLine
from liangxin.domains.progress.queries.returns import facts_of
from liangxin.domains.progress.rules.returns import MOVES, Move, filled_of, move_of
from liangxin.domains.progress.terms import ReturnState, ReturnVerb, RoundState
from liangxin.foundation.accounts.api import Actor


def held(actor: Actor, return_id: int, verb: ReturnVerb, typed: str = "") -> Return:
    """The return, locked, in a state that allows the verb; `typed` is given back where the round is closed.

    Raises NotAllowed, RoundClosed, ReturnStateUnfit.
    """
    rows = Return.objects.select_for_update(of=("self",)).select_related("round__region", "region", "unit")
    answer = rows.get(pk=return_id)
    power = next(move.power for move in MOVES if move.verb is verb)
    actor.require(power, *power_place(answer, power))
    answer.round.refresh_from_db(fields=["state"])  # read again now that the return is held: closing holds it too
    if answer.round.state != RoundState.OPEN:
        raise errors.RoundClosed(field="value", typed=typed)
    if move_of(ReturnState.of(answer.state), verb) is None:
        raise errors.ReturnStateUnfit(field="value", state=ReturnState.of(answer.state), verb=verb)
    return answer


def moved(answer: Return, verb: ReturnVerb) -> Move:
    """The move that a verb makes of a held return. Raises ReturnStateUnfit."""
    state = ReturnState.of(answer.state)
    move = move_of(state, verb, complete=answer.asked == answer.filled)
    if move is None:
        raise errors.ReturnStateUnfit(state=state, verb=verb)
    return move


def count_line(line: ReturnLine) -> None:
    """Count anew what a line asks and has."""
    found = filled_of(facts_of(line, ReturnField.objects.filter(line=line.pk), line.computed))
    ReturnLine.objects.filter(pk=line.pk).update(asked=found.asked, filled=found.filled)


def count_return(answer: Return) -> None:
    """Count a held return from its lines; in memory too, to be saved by the verb."""
    sums = ReturnLine.objects.filter(answer=answer.pk).aggregate(asked=Sum("asked"), filled=Sum("filled"))
    answer.asked, answer.filled = sums["asked"] or 0, sums["filled"] or 0


def subject_of(answer: Return) -> tuple[str, str]:
    """The return in the trail."""
    return "progress.return", str(answer.pk)
