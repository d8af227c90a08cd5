"""Rule files changed in place: only what differs, verified, all files or none."""
