"""Pure decisions of the plans package: findings and their review, editions compared, plans side by side."""
