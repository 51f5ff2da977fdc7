"""Well-formed numbers for things that do not exist: synthetic data, demonstrations, tests.

Who calls them sees to it that the number cannot be anybody's: by a division or a maker that is not real.
"""

from __future__ import annotations

from stdnum import ean
from stdnum.cn import uscc

from liangxin.kernel.identifiers.enterprises import organisation_check


def make_uscc(kind: str, region: str, serial: int) -> str:
    """Make a unified social credit code: two signs of registering body and kind, a division, a serial below 10^7.

    >>> make_uscc("91", "990123", 42)
    '91990123M000004222'
    """
    organisation = f"M{serial:07d}" if serial < 10**7 else ""
    if not organisation:
        raise ValueError(f"no organisation code left for serial {serial}")
    body = f"{kind}{region}{organisation}"
    body += organisation_check(organisation)
    return body + str(uscc.calc_check_digit(body))


def make_ean13(body: str) -> str:
    """Make a commodity barcode of its first twelve digits.

    >>> make_ean13("690123456789")
    '6901234567892'
    """
    return body + str(ean.calc_check_digit(body))
