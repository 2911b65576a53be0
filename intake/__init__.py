"""From source files to a build: `files` reads and works out each file by itself, `assembly` makes a library and an index of them, and opens it."""
