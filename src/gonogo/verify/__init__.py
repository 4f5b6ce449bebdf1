"""Running what a tracker says proves it, as the untrusted code that it is."""
