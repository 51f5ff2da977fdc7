"""What an actor may see of claims and vouchers: the only ways to rows, by subject."""
