"""Telling people: messages to accounts, posts to group robots, and what of both goes outside by mail and webhook."""
