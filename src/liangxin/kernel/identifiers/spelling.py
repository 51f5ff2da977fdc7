"""The normal spelling of an identifier: half width, upper case, without spaces and the marks people put between."""

from liangxin.kernel.text import plain

_BETWEEN = str.maketrans("", "", "-·.")


def spelled(text: str) -> str:
    """Return the normal spelling.

    >>> spelled(" 鲁b·Ａ12345 "), spelled("49-015420-323751-8")
    ('鲁BA12345', '490154203237518')
    """
    return plain(text).upper().translate(_BETWEEN)
