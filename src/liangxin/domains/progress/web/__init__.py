"""Screens of progress: regions, targets, tasks, sources; what stands on the home page and on others' pages."""
