"""One file a verb: parse, call one use case, render."""
