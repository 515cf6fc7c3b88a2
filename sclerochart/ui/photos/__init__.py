"""The photos of a session and of the patient: adding, describing, comparing."""
