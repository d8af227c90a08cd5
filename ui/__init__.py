"""The screens of the toolkit: pages that show and ask, and hold no logic of their own."""
