"""Who works with the system: accounts, what each may do and where, signing in with two factors."""
