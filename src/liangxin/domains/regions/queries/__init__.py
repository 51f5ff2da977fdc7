"""Questions to regions, answered in frozen cards: `places` (regions, units), `people` (members, roles), `teams`."""
