"""What follows here from what lower packages announce."""

from __future__ import annotations

from liangxin.domains.claims.actions.persons import part_accounts, unite_accounts
from liangxin.domains.claims.actions.settling import begin_payment, finish_payment, take_back, undo_payment
from liangxin.domains.funds.events import BatchOpened, MoneyClawedBack, PaymentsPaid, PaymentsReturned
from liangxin.domains.parties.events import MergeUndone, PartiesMerged
from liangxin.foundation.accounts.api import Actor
from liangxin.foundation.announce.api import reacts_to


# merged parties
@reacts_to(PartiesMerged)
def one_person_has_one_account(event: PartiesMerged) -> None:
    """Claims, vouchers and places keep their party; limits and the account are the person's who is left."""
    unite_accounts(event.kept)


@reacts_to(MergeUndone)
def two_persons_have_two_accounts(event: MergeUndone) -> None:
    """What was closed when they were merged is open again."""
    part_accounts(event.kept, event.gone)


# settlement
@reacts_to(BatchOpened)
def claims_in_a_batch_are_in_payment(event: BatchOpened) -> None:
    """Money that is in a batch waits for nobody else."""
    begin_payment(Actor.system("资金结算"), event.subjects)


@reacts_to(PaymentsPaid)
def claims_that_were_paid_are_paid(event: PaymentsPaid) -> None:
    """The bank has paid."""
    finish_payment(Actor.system("资金结算"), event.subjects)


@reacts_to(PaymentsReturned)
def claims_that_came_back_wait_again(event: PaymentsReturned) -> None:
    """The bank did not pay, or the batch was cancelled."""
    undo_payment(Actor.system("资金结算"), event.subjects)


@reacts_to(MoneyClawedBack)
def claims_whose_money_is_all_back_are_clawed_back(event: MoneyClawedBack) -> None:
    """The last instalment of a clawback."""
    take_back(Actor.system("资金追缴"), [holding for holding, _ in event.holdings])
