"""Group robots of WeCom and DingTalk: which addresses are theirs, what is sent, what their answers mean.

WeCom: 群机器人配置说明, developer.work.weixin.qq.com/document/path/91770; its codes: 全局错误码, …/document/path/90313.
DingTalk: 自定义机器人接入, open.dingtalk.com/document/orgapp/custom-robot-access; 加签, its 安全设置.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from django.conf import settings

from liangxin.foundation.messages.errors import (
    AddressUnfit,
    HostNotAllowed,
    RobotDistrusts,
    RobotGone,
    RobotRefused,
    RobotSilent,
    RobotTooOften,
)
from liangxin.foundation.messages.plain import fitted, without_marks
from liangxin.foundation.messages.terms import DINGTALK_BYTES, MOST_A_MINUTE, WECOM_BYTES, ChannelKind
from liangxin.kernel.text import cut

SECONDS: Final = 10
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ANSWER_BYTES: Final = 65_536
_TOKEN: Final = {ChannelKind.WECOM: "key", ChannelKind.DINGTALK: "access_token"}
# The title, the frame of the JSON and the address besides the text, which alone is cut.
_FRAME: Final = 600
# 93000: 机器人webhookurl不合法或者机器人已经被移除出群 (WeCom). 300001, 300005: token is not exist (DingTalk).
_GONE: Final = frozenset({93000, 300001, 300005})
# 45009: 接口调用超过限制 (WeCom). 130101: send too fast, exceed 20 times per minute (DingTalk). -1: 系统繁忙 (both).
_TOO_OFTEN: Final = frozenset({45009, 130101})
_BUSY: Final = -1
# DingTalk: sign not match, keywords not in content, not in the list of addresses; its words say which.
_DISTRUSTS: Final = 310000


@dataclass(frozen=True, slots=True)
class Posting:
    """What a group is told: a title, lines of plain text, and an address outside of which it is read."""

    title: str
    text: str
    url: str = ""


def checked_address(kind: ChannelKind, address: str) -> str:
    """The address as it is kept. Raises AddressUnfit, HostNotAllowed.

    Only https to the hosts of the allow-list: the server must not be led to call what stands in its own network.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host = host_of(parts)
    except ValueError as error:
        raise AddressUnfit(field="address", what=kind, why="不是一个网址。") from error
    is_near = settings.ROBOT_LOOPBACK and parts.hostname in _LOOPBACK
    if parts.scheme != "https" and not (is_near and parts.scheme == "http"):
        raise AddressUnfit(field="address", what=kind, why="须以https://开头。")
    if parts.username or parts.password or parts.fragment:
        raise AddressUnfit(field="address", what=kind, why="含有多余的内容。")
    if host not in settings.ROBOT_HOSTS and not is_near:
        raise HostNotAllowed(field="address", host=cut(host, 60) if host else "（空）")
    if not parse_qs(parts.query).get(_TOKEN[kind]):
        raise AddressUnfit(field="address", what=kind, why=f"缺少“{_TOKEN[kind]}=”一段。")
    return address


def host_of(parts: SplitResult) -> str:
    """Host, with the port where one is named. Raises ValueError for a port that is none."""
    return (parts.hostname or "") + (f":{parts.port}" if parts.port else "")


def masked(kind: ChannelKind, address: str) -> str:
    """The address as screens show it: the host and the last four signs of what makes it secret.

    >>> masked(ChannelKind.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693axxx6-7aoc-4bc4-97a0-0ec2a5aa")
    'qyapi.weixin.qq.com …a5aa'
    """
    parts = urlsplit(address)
    token = parse_qs(parts.query)[_TOKEN[kind]][0]
    return f"{cut(host_of(parts), 80)} …{token[-4:]}" if len(token) >= 12 else f"{cut(host_of(parts), 80)} …"


def body_of(kind: ChannelKind, posting: Posting) -> dict[str, Any]:
    """What the service is sent. The text is cut at a line where it would be too long, and says so.

    Plain text only: marks in a title that somebody typed make no link and no heading in the group.
    """
    title = without_marks(posting.title)
    link = f"[去办理]({posting.url})" if posting.url else ""
    if kind is ChannelKind.WECOM:
        text = fitted(without_marks(posting.text), WECOM_BYTES - _FRAME)
        content = "\n".join(part for part in (f"### {title}", text, link) if part)
        return {"msgtype": "markdown", "markdown": {"content": content}}
    # In DingTalk's markdown a line ends with an empty one.
    text = fitted(without_marks(posting.text), (DINGTALK_BYTES - _FRAME) // 3).replace("\n", "\n\n")
    content = "\n\n".join(part for part in (f"### {title}", text, link) if part)
    return {"msgtype": "markdown", "markdown": {"title": title, "text": content}, "at": {"isAtAll": False}}


def signature(secret: str, milliseconds: int) -> str:
    """DingTalk's 加签: base64 of HMAC-SHA256 of "<milliseconds>\\n<secret>" under the secret."""
    said = f"{milliseconds}\n{secret}".encode()
    return base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()


def signed_address(kind: ChannelKind, address: str, secret: str, milliseconds: int) -> str:
    """The address to call at this moment; only DingTalk's is signed, where the robot has a secret."""
    if kind is not ChannelKind.DINGTALK or not secret:
        return address
    signs = {"timestamp": milliseconds, "sign": signature(secret, milliseconds)}
    return f"{address}&{urlencode(signs)}"


def send(kind: ChannelKind, address: str, secret: str, posting: Posting, milliseconds: int) -> None:
    """Post it. Raises RobotGone, RobotDistrusts, RobotRefused, RobotTooOften, RobotSilent, and as `checked_address`."""
    called = signed_address(kind, checked_address(kind, address), secret, milliseconds)
    answer = _called(called, body_of(kind, posting))
    errcode, said = answer.get("errcode"), cut(str(answer.get("errmsg", "")) or "（没有说明）", 120)
    if errcode == 0:
        return
    if errcode in _GONE:
        raise RobotGone(errcode=errcode)
    if errcode in _TOO_OFTEN:
        raise RobotTooOften(most=MOST_A_MINUTE)
    if errcode == _BUSY:
        raise RobotSilent(host=urlsplit(called).hostname, why="对方系统繁忙。")
    if errcode == _DISTRUSTS:
        raise RobotDistrusts(said=said)
    raise RobotRefused(errcode="无代码" if errcode is None else errcode, said=said)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Where an allowed host leads to another one, the other is not called."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _called(address: str, body: Mapping[str, Any]) -> dict[str, Any]:
    host = urlsplit(address).hostname
    request = urllib.request.Request(  # noqa: S310 - the scheme and host were checked by `checked_address`
        address,
        data=json.dumps(body, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS) as response:
            content = response.read(_ANSWER_BYTES)
    except TimeoutError as error:
        raise RobotSilent(host=host, why=f"{SECONDS}秒内没有回应。") from error
    except urllib.error.HTTPError as error:
        error.close()
        if error.code >= 500 or error.code == 429:
            raise RobotSilent(host=host, why=f"对方回应{error.code}。") from error
        raise RobotRefused(errcode=error.code, said="对方没有按机器人接口回应。") from error
    except (urllib.error.URLError, HTTPException, OSError) as error:
        late = isinstance(getattr(error, "reason", None), TimeoutError)
        why = f"{SECONDS}秒内没有回应。" if late else "网络不通或域名无法解析。"
        raise RobotSilent(host=host, why=why) from error
    try:
        answer = json.loads(content)
    except ValueError as error:
        raise RobotRefused(errcode="无代码", said="对方没有按机器人接口回应。") from error
    return answer if isinstance(answer, dict) else {}
