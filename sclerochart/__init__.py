"""sclerochart: the desktop record for microsclerotherapy of leg thread veins."""

__version__ = "0.1.0"
