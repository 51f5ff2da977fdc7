"""Questions about plans, answered with cards: documents, the review, editions, targets and tasks, alignment."""
