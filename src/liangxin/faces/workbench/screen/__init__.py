"""The big screen: who sees it, what stands on it, how the office arranges it, sessions that last."""
