"""The deeds of bulletins: writing, editing, deciding, templates."""
