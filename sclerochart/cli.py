"""The commands: the window, and the same work without one.

Exit codes: 0 well, 1 something was found wrong, 2 misused or not carried out. A passphrase comes from a prompt or a
file, never from the command line, where other programs could read it.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sclerochart import __version__
from sclerochart.domain.errors import UserError

WELL, FOUND_WRONG, MISUSED = 0, 1, 2
_NO_DISPLAY = "There is no display here, so no window can open; the other commands work without one."


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code; without one the window opens."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a name that this terminal has no letters for
    arguments = _parser().parse_args(argv)
    try:
        if arguments.command is None:
            return _window(arguments)
        code: int = arguments.command(arguments)
        return code
    except UserError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"That could not be carried out: {error.strerror or type(error).__name__}.", file=sys.stderr)
    except KeyboardInterrupt:
        pass
    except Exception:  # a bug of ours is nothing that was found in a vault
        import traceback

        traceback.print_exc()
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


def _tell(words: object) -> None:
    """Print a line now. That nobody reads any more is no failure; UserError when it cannot be written."""
    try:
        print(words, flush=True)
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # or Python would try once more when it ends
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise UserError(f"The answer could not be written ({error.strerror}). Send it somewhere else.") from error


def _has_display() -> bool:
    """Whether a window can open, or Qt was told where to draw it."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def passphrase(source: Path | None) -> str:
    """The first line of a file, else what a person types at a prompt; UserError when there is neither."""
    if source is not None:
        try:
            lines = source.read_text(encoding="utf-8-sig").splitlines()
        except OSError as error:
            raise UserError(f"The passphrase file {source} could not be read. Check its name.") from error
        except UnicodeDecodeError as error:
            raise UserError(f"The passphrase file {source} could not be read as text. Save it as UTF-8.") from error
        if lines and "\0" in lines[0]:
            raise UserError(f"The passphrase file {source} is not in UTF-8. Save it as UTF-8.")
        if not lines or not lines[0]:
            raise UserError(f"The passphrase file {source} is empty. Put the passphrase on its first line.")
        return lines[0]
    if not sys.stdin.isatty():
        raise UserError("There is nobody to ask for the passphrase here. Give it with --passphrase-file FILE.")
    import getpass  # 6 ms that the window need not wait for

    return getpass.getpass("Passphrase: ")


def _window(arguments: argparse.Namespace) -> int:
    if not _has_display():
        raise UserError(_NO_DISPLAY)
    from sclerochart import app

    return app.main(arguments.vault)


def _demo(arguments: argparse.Namespace) -> int:
    from sclerochart import demo

    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for made in demo.make(arguments.folder):
        _tell(made)
    print(f"The passphrase of the demo clinic is “{demo.PASSPHRASE}”.", file=sys.stderr)
    return WELL


def _verify(arguments: argparse.Namespace) -> int:
    from sclerochart.store import verify

    report = verify.verify(arguments.vault, passphrase(arguments.passphrase_file), digest=arguments.digest)
    _tell(verify.report_text(report))
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
    _tell(arguments.out)
    return WELL
