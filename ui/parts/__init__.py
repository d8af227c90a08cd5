"""Parts of pages: fields that keep themselves, findings that open, money in tables."""
