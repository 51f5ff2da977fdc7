"""Claims (申领): vouchers in a fair queue, sales at the till, after-sale claims, reviews, what is paid for them.

Tier 7 of the domains. Schemes say what is paid, funds move the money; this package says who gets it, once, and why.
"""
