"""Questions to registers: types (`types`), registers (`registers`), records (`records`), targets (`targets`)."""
