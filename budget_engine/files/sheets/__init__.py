"""Rule files as workbooks: laid out and written, opened safely, read back with every mistake at its cell."""
