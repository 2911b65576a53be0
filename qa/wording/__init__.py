"""What the words of a question or of a clause show."""
