"""How fast progress is: pages that read snapshots, and the snapshots refreshed."""
