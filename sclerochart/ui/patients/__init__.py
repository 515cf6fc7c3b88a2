"""Finding, adding and editing patients, and the sessions of one."""
