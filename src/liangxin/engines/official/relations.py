"""What the document refers to besides the parts that every file has: addresses of links, charts."""

from __future__ import annotations

from liangxin.engines.official.records import Chart


class Relations:
    """Collects while the document is written; one relation an address, one a chart, in the order in which they come."""

    def __init__(self) -> None:
        self.links: dict[str, str] = {}
        self.charts: dict[str, Chart] = {}

    def of_link(self, address: str) -> str:
        """The relation of an address.

        >>> found = Relations()
        >>> found.of_link("https://a.cn/1"), found.of_link("https://a.cn/2"), found.of_link("https://a.cn/1")
        ('rIdLink1', 'rIdLink2', 'rIdLink1')
        """
        return self.links.setdefault(address, f"rIdLink{len(self.links) + 1}")

    def of_chart(self, chart: Chart) -> str:
        """The relation of one more chart."""
        relation = f"rIdChart{len(self.charts) + 1}"
        self.charts[relation] = chart
        return relation
