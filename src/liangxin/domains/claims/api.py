"""The door of claims: ids, frozen cards, in bulk; no row to be saved."""
