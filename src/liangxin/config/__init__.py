"""Settings, URLs and the assembly of the API: the only place that knows every package."""
