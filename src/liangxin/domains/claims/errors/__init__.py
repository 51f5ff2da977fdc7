"""Refusals of claims, by subject: code, data, sentence, remedy."""
