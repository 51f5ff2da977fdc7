"""Questions to funds, answered in frozen cards."""
