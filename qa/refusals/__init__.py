"""When and how the texts do not answer."""
