"""The deeds of standards: the catalogue and its states (`catalogue`), what hangs on a standard (`evidence`)."""
