"""What funds decide, without the database."""
