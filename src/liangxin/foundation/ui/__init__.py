"""What every screen stands on: look, layout, lists, figures in words, refusals, reading that cannot write."""
