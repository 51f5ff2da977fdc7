"""A merchant's own pages, and the staff's pages of merchants' accounts."""
