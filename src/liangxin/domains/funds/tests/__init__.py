"""Tests of funds."""
