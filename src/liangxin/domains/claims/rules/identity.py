"""Who says that somebody is who they are: the interface to a service that verifies, and a trial one that does not.

A service of the region is a class with `start` and `finish`, named by the setting IDENTITY_VERIFIER. It gets the
answer that the person's browser brings back, fetches what it vouches for, and raises IdentityNotVerified otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from liangxin.domains.claims.errors import IdentityNotVerified

TRIAL: Final = "local"


@dataclass(frozen=True, slots=True, repr=False)
class VerifiedPerson:
    """Whom a service vouches for; `repr` is left out, so that a log cannot hold it."""

    name: str
    id_number: str
    phone: str


class IdentityVerifier(Protocol):
    """A service that verifies identity, as the sign-in uses it; `is_trial` where it verifies nothing."""

    @property
    def name(self) -> str:
        """What it is called on the screen."""

    @property
    def is_trial(self) -> bool:
        """Whether it verifies nothing."""

    def start(self, state: str, back: str) -> str:
        """The address to which the person goes; the service leads back to `back` with `state` unchanged."""

    def finish(self, answer: Mapping[str, str]) -> VerifiedPerson:
        """Whom the answer vouches for. Raises IdentityNotVerified."""


@dataclass(frozen=True, slots=True)
class LocalVerifier:
    """For trials and tests: takes what is typed at its own page, and verifies nothing. Says so wherever it is used."""

    page: str
    name: str = "本地试用（不核验）"
    is_trial: bool = True

    def start(self, state: str, back: str) -> str:  # noqa: ARG002 - the interface's signature; its page knows the way
        return f"{self.page}?state={state}"

    def finish(self, answer: Mapping[str, str]) -> VerifiedPerson:
        typed = {name: "".join(answer.get(name, "").split()) for name in ("name", "identity", "phone")}
        if not (typed["name"] and typed["identity"]):
            raise IdentityNotVerified(field="name" if not typed["name"] else "identity")
        return VerifiedPerson(typed["name"], typed["identity"].upper(), typed["phone"])
