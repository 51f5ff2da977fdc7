"""Pages for what goes wrong outside a view: no such address, no right, a stale form, a fault of ours."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """404: nothing is here, or nothing that this person may see."""
    return _page(
        request, gettext("没有这个页面"), gettext("地址可能有误，或者内容已移走、您无权查看。请从导航进入。"), 404
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 that Django itself raises; refusals of ours say more."""
    return _page(request, gettext("您无权打开这个页面"), gettext("如工作需要，请联系本地专班办公室开通。"), 403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """403 by the form's token: the page was open too long, or cookies are off."""
    words = gettext("页面打开太久，或浏览器禁用了Cookie。请返回上一页，刷新后重新提交。")
    return _page(request, gettext("提交没有被接受"), words, 403)


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """500: leans on neither database nor session, either of which may be what is broken."""
    return HttpResponse(render_to_string("ui/broken.html"), status=500)


def _page(request: HttpRequest, title: str, words: str, status: int) -> HttpResponse:
    return render(request, "ui/error.html", {"title": title, "words": words}, status=status)
