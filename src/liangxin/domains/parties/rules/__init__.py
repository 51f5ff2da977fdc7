"""Pure decisions of parties: facts as people write them, how long fields are kept, what looks like one, merging."""
