"""The errors that a person can act on."""


class UserError(Exception):
    """Shown verbatim in the message bar: what happened, what state things are in, what to do."""


class Gone(UserError):  # noqa: N818
    """What a page shows is no longer there; nothing is wrong with the disk."""
