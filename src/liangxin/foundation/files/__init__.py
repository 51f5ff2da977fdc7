"""Files by what is in them: stored once under their SHA-256, typed by content; who may open one, its owner says."""
