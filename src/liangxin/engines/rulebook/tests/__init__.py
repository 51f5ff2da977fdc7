"""Tests of the rulebook engine."""
