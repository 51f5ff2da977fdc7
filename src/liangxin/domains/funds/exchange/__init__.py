"""Files for banks and from them, and the settlement notice as a Word file."""
