"""The commands: the window, and the same work without one.

Exit codes: 0 well, 1 something was found wrong, 2 misused. A passphrase comes from a prompt or a file, never from the
command line, where other programs could read it.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sclerochart import __version__
from sclerochart.domain.errors import UserError

WELL, FOUND_WRONG, MISUSED = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; without one the window opens."""
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command is None:
            from sclerochart import app

            return app.main(arguments.vault)
        code: int = arguments.command(arguments)
        return code
    except UserError as error:
        print(error, file=sys.stderr)
        return MISUSED
    except KeyboardInterrupt:
        return MISUSED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sclerochart", description="The record of leg thread vein injections.", allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"sclerochart {__version__}")
    parser.add_argument("--vault", type=Path, help="the vault to unlock in the window")
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title="commands without a window", metavar="COMMAND")

    demo = commands.add_parser(
        "demo", help="make a demo clinic with a record, a leaflet and a screenshot", allow_abbrev=False
    )
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.set_defaults(command=_demo)

    verify = commands.add_parser(
        "verify", help="check every step, row, photograph and file of a vault", allow_abbrev=False
    )
    _vault_argument(verify)
    verify.add_argument("--digest", metavar="HEX", help="also check that a printed digest is in the journal")
    verify.set_defaults(command=_verify)

    for name, what in (("record", "treatment record"), ("leaflet", "aftercare leaflet")):
        document = commands.add_parser(name, help=f"write the {what} of a session as a PDF", allow_abbrev=False)
        _vault_argument(document)
        document.add_argument("session", metavar="SESSION", help="the session's id, or 'last'")
        document.add_argument("out", type=Path, metavar="OUT.pdf")
        document.set_defaults(command=_document, document=name)
    return parser


def _vault_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", type=Path, metavar="VAULT")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="read the passphrase from this file's first line"
    )


def passphrase(source: Path | None) -> str:
    """The first line of a file, else what a person types at a prompt; UserError when there is neither."""
    if source is not None:
        try:
            lines = source.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"The passphrase file {source} could not be read as text. Check its name.") from error
        if not lines or not lines[0]:
            raise UserError(f"The passphrase file {source} is empty. Put the passphrase on its first line.")
        return lines[0]
    if not sys.stdin.isatty():
        raise UserError("There is nobody to ask for the passphrase here. Give it with --passphrase-file FILE.")
    import getpass  # 6 ms that the window need not wait for

    return getpass.getpass("Passphrase: ")


def _demo(arguments: argparse.Namespace) -> int:
    from sclerochart import demo

    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for made in demo.make(arguments.folder):
        print(made, flush=True)
    print(f"The passphrase of the demo clinic is “{demo.PASSPHRASE}”.", file=sys.stderr)
    return WELL


def _verify(arguments: argparse.Namespace) -> int:
    from sclerochart.store import verify

    report = verify.verify(arguments.vault, passphrase(arguments.passphrase_file), digest=arguments.digest)
    print(verify.report_text(report))
    return WELL if report.first_wrong is None else FOUND_WRONG


def _document(arguments: argparse.Namespace) -> int:
    from sclerochart.store import sessions
    from sclerochart.store.vault import unlock
    from sclerochart.ui.documents.writing import write_leaflet, write_record

    vault = unlock(arguments.vault, passphrase(arguments.passphrase_file))
    try:
        write = write_record if arguments.document == "record" else write_leaflet
        notices = write(vault, sessions.named(vault.db, arguments.session), arguments.out)
    finally:
        vault.close()
    for notice in (*vault.notices, *notices):
        print(notice, file=sys.stderr)
    print(arguments.out)
    return WELL
