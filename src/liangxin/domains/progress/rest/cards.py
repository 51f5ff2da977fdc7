"""Pages of rows as the REST lists give them."""

from typing import Any

from django.http import HttpRequest
from ninja.pagination import LimitOffsetPagination


class CardPages(LimitOffsetPagination):
    """Pages of rows, turned into cards a page at a time."""

    def paginate_queryset(self, queryset: Any, pagination: Any, request: HttpRequest, **params: Any) -> Any:
        make, rows = queryset
        page = super().paginate_queryset(rows, pagination, request, **params)
        return page | {"items": make(list(page["items"]))}
