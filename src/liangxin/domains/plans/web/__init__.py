"""Screens of the plans package: the list, the upload, and a document beside what was found in it."""
