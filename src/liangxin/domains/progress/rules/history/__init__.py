"""A made-up county's history: monthly figures with their revisions and the records behind them, all from one seed."""
