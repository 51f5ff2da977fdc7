"""What a role may do at the big screen, how it looks, and the verbs of the trail."""

from __future__ import annotations

from typing import Final

from liangxin.kernel.term import Term

SECONDS_USUALLY: Final = 20
SECONDS_LEAST, SECONDS_MOST = 5, 600
SESSION_DAYS: Final = 30  # of an account that can do nothing but see the screen; begun anew on each day of use


class Power(Term):
    """What a role may let its holder do here."""

    SCREEN = "workbench.screen", "查看大屏"
    ARRANGE = "workbench.arrange_screen", "安排大屏"


class Deed(Term):
    """Verbs of the trail."""

    ARRANGED = "workbench.screen_arranged", "安排大屏"


class ScreenLook(Term):
    """Light or dark: chosen for the room in which the screen hangs, not for whoever signs in."""

    DARK = "dark", "深色"
    LIGHT = "light", "浅色"
