"""The base of all management commands: who acts, dry by default, one transaction, a table or JSON at the end."""
