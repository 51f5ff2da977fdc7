"""One function a question, by subject."""
