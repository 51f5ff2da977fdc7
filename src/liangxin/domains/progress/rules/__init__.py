"""Pure decisions on progress: from a series to a target's own path, its trajectory, forecast, pace and status."""
