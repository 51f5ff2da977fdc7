"""Screens of supervision: boards, writing an order, one order with its timeline, proposals, terms."""
