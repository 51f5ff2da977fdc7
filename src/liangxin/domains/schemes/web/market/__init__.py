"""Pages about shops and events for everybody, and the application of merchants: no account."""
