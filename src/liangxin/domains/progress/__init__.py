"""Progress: what records and reports make of the targets and tasks of plans, against the course they should keep."""
