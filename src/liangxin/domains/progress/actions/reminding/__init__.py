"""Verbs of reminding: at once with a deed, every working morning, by hand; and the rules of a region."""
