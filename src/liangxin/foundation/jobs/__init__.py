"""Work that goes on after the page: queued with the change that causes it, seen while it runs, told when it ends."""
