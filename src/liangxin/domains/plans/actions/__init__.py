"""The verbs of the plans package: documents, review, names, editions, shares."""
