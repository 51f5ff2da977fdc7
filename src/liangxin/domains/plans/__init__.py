"""方案: documents as they came, what the reader found in them, and what is still unread."""
