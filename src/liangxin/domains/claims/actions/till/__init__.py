"""Sales at the till: authorised, captured, reversed, lapsed, in sets; keys; notices to shops.

A set is one transaction. Locks are taken in this order, each kind by number or text upwards, so that two sets never
wait for each other in a ring:

    claims → vouchers → persons (advisory) → marks (unique index) → accounts of the journal → requests (unique index)
"""
