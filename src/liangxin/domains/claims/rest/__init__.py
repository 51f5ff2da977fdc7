"""Answers to other programmes."""
