"""The one error that a person can act on."""


class UserError(Exception):
    """Shown verbatim in the message bar: what happened, what state things are in, what to do."""
