"""One function a verb, by subject."""
