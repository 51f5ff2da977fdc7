"""Words of a citizen's account: the wording that was agreed to, and as whose hand the program works for them."""

from __future__ import annotations

WORDING = "个人信息处理告知书（2026年第1版）"
TAKEN_FROM = "本人登录核验"
NAME_LIMIT, PROVIDER_LIMIT = 64, 60
