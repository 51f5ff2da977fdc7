"""Ids as addresses and forms send them."""

from __future__ import annotations
