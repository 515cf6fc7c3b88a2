"""Documents in the window: made in a job, looked at, printed, saved."""
