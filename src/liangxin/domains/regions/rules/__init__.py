"""Pure decisions of regions: codes and days (`standing`), which unit a written name means (`naming`)."""
