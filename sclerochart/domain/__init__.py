"""Values and rules of the practice. Standard library only: no files, no SQL, no Qt."""
