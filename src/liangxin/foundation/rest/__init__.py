"""The API's ground: who calls (a session or a token), refusals as JSON, closed by default."""
