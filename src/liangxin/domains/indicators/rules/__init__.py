"""Pure rules of indicators: names and codes, what the words and units of plans say, which indicator they mean."""
