"""The pages before a vault is open. Nothing here imports the store before the window is on screen."""
