"""Files in and out: text with places, and every issue at its place."""
