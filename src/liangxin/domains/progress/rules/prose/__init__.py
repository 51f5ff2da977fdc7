"""Official Chinese prose from facts: spans with trails, numbers in words, sentences. Pure; nothing is guessed."""
