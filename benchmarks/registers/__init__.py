"""How long a county's list takes into a register."""
