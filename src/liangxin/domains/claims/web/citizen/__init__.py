"""A citizen's own pages: sign in, vouchers, queues, claims, personal data."""
