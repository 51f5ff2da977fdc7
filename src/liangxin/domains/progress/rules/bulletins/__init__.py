"""How a bulletin comes about: templates, what is written from them and facts, edits by hand, paper. Pure."""
