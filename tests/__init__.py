"""The tests; they read as sentences, in the notation of the people who write rules and cases."""
