"""Running verify commands: what to run, whether one may, how it is started, watched, stopped, and what came of it."""
