"""Questions to progress, answered in frozen cards."""
