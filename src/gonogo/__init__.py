"""gonogo reads readiness trackers, proves what they claim, and says go or no-go with reasons."""

__version__ = "0.1.0"
__all__ = ["__version__"]
