"""Second chances: a misrouted parcel is sent round again, a bounded number of times, then set aside for a person."""


def delays(attempts, base=2, ceiling=60):
    """Return the seconds to wait before each further attempt: doubling, never above the ceiling."""
    return [min(ceiling, base * 2**attempt) for attempt in range(attempts)]


def run(action, attempts, wait):
    """Call `action` until it works; after the last failure return ("set aside", error)."""
    pauses = delays(attempts - 1)
    for attempt in range(attempts):
        try:
            return ("done", action())
        except OSError as error:
            last = error
        if attempt < len(pauses):
            wait(pauses[attempt])
    return ("set aside", last)
