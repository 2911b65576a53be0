"""What a breach costs."""
