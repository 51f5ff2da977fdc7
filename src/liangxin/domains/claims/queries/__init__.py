"""One function a question, by subject; cards, never rows."""
