"""Tests of the reader on small plans written for it."""
