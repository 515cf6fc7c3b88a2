"""Sets sclerochart up in this checkout and runs it; needs Python and nothing else.

    python3 packaging/bootstrap.py run [ARGS]     the program; without ARGS on a demo clinic in demo/
    python3 packaging/bootstrap.py test [ARGS]    the tests; ARGS go to pytest
    python3 packaging/bootstrap.py bench [ARGS]   the measurements; ARGS go to tests/bench
    python3 packaging/bootstrap.py lock [ARGS]    writes both lock files anew; ARGS go to uv, for instance --upgrade

Exit codes: that of the program it ran; 1 when something stands in the way, said in one sentence; 2 when misused.
Only the standard library is used, and the file parses on Python 3.6, so that an old Python is told about in words.
"""

import ctypes
import errno
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)


def wrong_python(version: "tuple[int, int]") -> str:
    """What to say to somebody who started this with a Python that cannot run sclerochart; empty when it can."""
    if OLDEST <= version <= NEWEST:
        return ""
    return (
        f"sclerochart needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}, and this is Python "
        f"{version[0]}.{version[1]}: start the same command with one of those, for instance python3.12."
    )


if __name__ == "__main__" and wrong_python(sys.version_info[:2]):
    print(wrong_python(sys.version_info[:2]), file=sys.stderr)
    sys.exit(1)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "sclerochart-installed.json"
HALF_MADE = VENV / "sclerochart-half-made"
RUNTIME, DEV = "requirements.lock", "requirements-dev.lock"
UV = "uv==0.13.8"
ROOM_MB = {RUNTIME: 700, DEV: 900}

# Shared library -> Debian package. The first six Qt needs even without a display, the others to open a window on X11.
# Found by adding one package at a time to a bare Debian 12 until the program ran.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}

# Words in pip's output -> what they mean to a person. The first that fits is said.
PIP_TROUBLES = (
    (("No space left on device", "Errno 28", "WinError 112"), "The disk is full: free about 1 GB and try again."),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package that was fetched is not the one recorded in the lock file, so it was not installed: try again, and "
        "if it happens twice, ask who looks after your network.",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLError"),
        "The packages could not be fetched, because the secure connection was not trusted: check this computer's date "
        "and its proxy settings.",
    ),
    (
        ("connection broken by", "Max retries exceeded", "Read timed out", "ConnectionError", "Network is unreachable"),
        "The packages could not be fetched, because there is no network connection: connect, and run the same command "
        "again.",
    ),
    (
        ("WinError 5]", "WinError 32", "Errno 13", "Read-only file system"),
        "Files in .venv could not be written: close every running sclerochart, check that this folder is yours to "
        "write to, and try again.",
    ),
    (
        ("No matching distribution", "Could not find a version"),
        "There is no ready-made package for this computer: sclerochart needs a 64-bit Python on Windows 10 or later, "
        "macOS 13 or later, or Linux with glibc 2.34 or later (Debian 12, Ubuntu 22.04).",
    ),
)


class SetUpError(Exception):
    """One clear sentence for the person at the keyboard; ends the program with exit code 1."""


def say(text: str) -> None:
    """Prints at once, so that the order stands also in a pipe."""
    print(text, flush=True)


def main(words: list[str]) -> int:
    """Runs one of the commands above and gives its exit code."""
    commands = {"run": run, "test": test, "bench": bench, "lock": lock}
    if words[:1] in (["-h"], ["--help"]):
        say(str(__doc__))
        return 0
    if not words or words[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return commands[words[0]](words[1:])
    except SetUpError as stop:
        print(stop, file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(words_for(error), file=sys.stderr)
    return 1


def words_for(error: OSError) -> str:
    """A sentence for what the operating system refused."""
    if error.errno == errno.ENOSPC:
        return "The disk is full: free about 1 GB and try again."
    where = f" ({error.filename})" if error.filename else ""
    return f"The set-up could not go on: {error.strerror or error}{where}."


# ---- the commands


def run(args: list[str]) -> int:
    """The program with ARGS, else the demo clinic: in a window, or where there is no display its documents."""
    prepare(RUNTIME)
    if args:
        no_screen = not has_display(os.environ, sys.platform) and not os.environ.get("QT_QPA_PLATFORM")
        if no_screen and args[0].startswith("--vault"):
            raise SetUpError("There is no display here, so no window can open; the other commands work without one.")
        return program(args)
    demo = Path("demo") if Path.cwd() == ROOT else ROOT / "demo"
    window = has_display(os.environ, sys.platform)
    if not window:
        say("There is no display here, so no window opens: the demo clinic and its documents are made instead.")
    code = make_demo(demo, say_again=not window)
    if code or not window:
        return code
    say(f"Opening the demo clinic in {demo}. Its passphrase is: demo")
    return program(["--vault", str(demo / "vault")])


def make_demo(demo: Path, *, say_again: bool) -> int:
    """The demo clinic, made once. Only the program takes away what a making that was cut off left, never this."""
    half_made = (demo / "making.txt").exists()
    if (demo / "vault").exists() and not half_made:
        for made in sorted(demo.iterdir()) if say_again else ():
            say(str(made))
        return 0
    if half_made:
        say("The demo clinic was left half-made: trying once more.")
    return program(["demo", str(demo)])


def test(args: list[str]) -> int:
    """pytest on two processes unless ARGS say otherwise."""
    prepare(DEV)
    return finish([str(venv_python()), "-m", "pytest", *in_parallel(args), *args], cwd=ROOT)


def bench(args: list[str]) -> int:
    """The measurements of tests/bench, one at a time."""
    if not (ROOT / "tests" / "bench" / "__main__.py").exists():
        raise SetUpError("This checkout has no measurements: tests/bench is not in it.")
    prepare(DEV)
    return finish([str(venv_python()), str(ROOT / "tests" / "bench"), *args])


def lock(args: list[str]) -> int:
    """Writes both lock files from the .in files, with hashes and without addresses, for every platform at once."""
    home = ROOT / ".venv-lock"
    if not python_in(home).exists():
        install_system_packages(needs_venv=True)
        make_venv(home)
    pip(python_in(home), [UV])
    for source, target, more in (
        ("requirements.in", RUNTIME, []),
        ("requirements-dev.in", DEV, ["--constraints", RUNTIME]),
    ):
        uv = [str(python_in(home)), "-m", "uv", "pip", "compile", "--quiet", "--no-header"]
        universal = ["--generate-hashes", "--universal", "--python-version", "3.11"]
        code = finish([*uv, *universal, *args, *more, "-o", target, source], cwd=ROOT)
        if code:
            raise SetUpError(f"{target} was not written anew; the old one stands.")
        say(target)
    return 0


def program(args: list[str]) -> int:
    """sclerochart itself, from this checkout, so that an edit needs no new installation."""
    return finish([str(venv_python()), "-m", "sclerochart", *args])


def finish(command: list[str], *, cwd: "Path | None" = None) -> int:
    """Runs a command to its end, with this checkout importable and no window where there is no display."""
    environ = dict(os.environ)
    environ.pop("PYTHONHOME", None)
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), environ.get("PYTHONPATH", "")]))
    if not has_display(environ, sys.platform):
        environ["QT_QPA_PLATFORM"] = "offscreen"
    child = subprocess.Popen(command, env=environ, cwd=cwd)
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:  # the child got it too, and decides
            continue
        return 128 - code if code < 0 else code


def has_display(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a window can be shown; on Windows and macOS it can."""
    if environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    return not platform.startswith("linux") or bool(environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def in_parallel(args: Iterable[str]) -> list[str]:
    """The option for two processes, unless ARGS choose a number or want the terminal for themselves."""
    own = ("-n", "--numprocesses", "-s", "--capture=no", "--pdb", "--trace")
    return [] if any(arg.startswith(own) and not arg.startswith("--no") for arg in args) else ["-n", "2"]


# ---- the environment


def prepare(lock_name: str) -> None:
    """Makes .venv hold what one lock file names; when it does already, takes a few milliseconds."""
    if is_ready(lock_name):
        install_system_packages(needs_venv=False)
        return
    install_system_packages(needs_venv=True)
    with one_at_a_time():
        if not is_ready(lock_name):
            install(lock_name)


def is_ready(lock_name: str) -> bool:
    """Whether the stamp says that this lock file was installed, whole, for this Python."""
    return venv_python().exists() and not HALF_MADE.exists() and stamp().items() >= wanted(lock_name).items()


def stamp() -> dict[str, str]:
    """What was installed last; empty when that is not known."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def wanted(lock_name: str) -> dict[str, str]:
    """What the stamp must say: the Python, and the hash of each lock file (the larger one holds the smaller)."""
    names = [RUNTIME] if lock_name == RUNTIME else [RUNTIME, DEV]
    hashes = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in names}
    return {"python": this_python(), **hashes}


def install(lock_name: str) -> None:
    """Makes .venv if it is absent, made by another Python or left half-made, then fills it from the lock file."""
    if VENV.exists() and not is_sound():
        say(".venv was left half-made, or belongs to another Python: making it anew.")
        remove_venv()
    if not VENV.exists():
        check_room(lock_name)
        VENV.mkdir()
        HALF_MADE.touch()
        make_venv(VENV)
        HALF_MADE.unlink()
    say(f"Installing what {lock_name} names into .venv; this is done once, and takes a minute or two.")
    pip(venv_python(), ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / lock_name)], HALF_MADE.touch)
    STAMP.write_text(json.dumps(wanted(lock_name)), encoding="utf-8")
    if HALF_MADE.exists():
        HALF_MADE.unlink()


def is_sound() -> bool:
    """Whether .venv was finished and its Python answers with the version of this one, and has pip."""
    if HALF_MADE.exists() or not venv_python().exists():
        return False
    question = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([str(venv_python()), "-c", question], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return answer.stdout.decode(errors="replace").strip() == this_python()


def remove_venv() -> None:
    """Clears the way for a new .venv."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        raise SetUpError("This was started by the Python in .venv, which has to be made anew: use the one outside.")
    if VENV.is_dir() and not VENV.is_symlink():
        shutil.rmtree(str(VENV))
    else:
        VENV.unlink()


def make_venv(folder: Path) -> None:
    """A new environment with pip, from the Python that stands behind this one."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    made = subprocess.run([base, "-m", "venv", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        output = made.stdout.decode(errors="replace")
        if "No space left" in output:
            raise SetUpError(PIP_TROUBLES[0][1])
        raise SetUpError(f"Python could not make the folder {folder.name}: {last_line(output)}")


def pip(python: Path, args: list[str], unpacking: "Callable[[], None] | None" = None) -> None:
    """`pip install`, naming each package as it is fetched; what goes wrong is said in one sentence.

    `unpacking` is called when all is fetched and the environment is about to change; before that a failure leaves
    it as it was.
    """
    command = [str(python), "-m", "pip", "install", "--progress-bar", "off", "--retries", "2", "--no-input", *args]
    environ = {**os.environ, "PIP_USER": "0", "PYTHONNOUSERSITE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environ.pop("PYTHONHOME", None)
    lines = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environ) as child:
        assert child.stdout is not None
        for raw in child.stdout:
            line = raw.decode(errors="replace").rstrip()
            lines.append(line)
            if line.startswith("Collecting "):
                say("  " + line.split()[1])
            elif line.startswith("Installing collected packages"):
                say("  unpacking")
                if unpacking:
                    unpacking()
    if child.returncode:
        raise SetUpError(why_pip_failed("\n".join(lines)))


def why_pip_failed(output: str) -> str:
    """One sentence for what pip printed."""
    for signs, sentence in PIP_TROUBLES:
        if any(sign in output for sign in signs):
            return sentence
    return f"The packages could not be installed: {last_line(output)}"


def last_line(output: str) -> str:
    """The line that most likely says what went wrong."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if "rror" in line]
    return (errors or lines or ["it ended without a word"])[-1]


def check_room(lock_name: str) -> None:
    """Refuses to start what the disk cannot hold."""
    free = shutil.disk_usage(str(ROOT)).free // 1_000_000
    if free < ROOM_MB[lock_name]:
        raise SetUpError(f"The disk is too full: .venv needs about {ROOM_MB[lock_name]} MB, and {free} MB are free.")


@contextmanager
def one_at_a_time() -> "Iterator[None]":
    """Lets a second set-up of the same checkout wait for the first, with a lock on this very file."""
    with Path(__file__).open("rb") as handle:
        if sys.platform == "win32":
            import msvcrt

            handle.seek(1 << 30)  # past the end: Windows would keep others from reading what is locked
            while True:
                try:  # waits ten seconds, then gives up
                    msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                    break
                except OSError:
                    say("Another set-up of this checkout is under way; waiting for it.")
        else:
            import fcntl

            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Another set-up of this checkout is under way; waiting for it.")
                fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def this_python() -> str:
    """As in the stamp: 3.11."""
    return "{}.{}".format(*sys.version_info[:2])


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return python_in(VENV)


def python_in(folder: Path) -> Path:
    """The interpreter of an environment, where this operating system keeps it."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


# ---- system packages (Linux)


def install_system_packages(*, needs_venv: bool) -> None:
    """Adds what Qt and `venv` need from the system: by apt when it may, else by saying the one command to run."""
    no_venv = needs_venv and importlib.util.find_spec("ensurepip") is None
    if not sys.platform.startswith("linux"):
        if no_venv:
            raise SetUpError("This Python cannot make environments (no ensurepip): install the one from python.org.")
        return
    libraries = missing_libraries(loads)
    if not libraries and not no_venv:
        return
    packages = [LIBRARIES[name] for name in libraries] + ([venv_package()] if no_venv else [])
    if not shutil.which("apt-get"):
        names = ", ".join(libraries + (["Python's ensurepip"] if no_venv else []))
        raise SetUpError(f"Install these with this system's package manager, then run the same command again: {names}.")
    prefix = apt_prefix()
    install_command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    by_hand = "Run this once, then the same command again:\n  sudo " + " ".join(install_command)
    if prefix is None:
        raise SetUpError(f"Some system packages are missing. {by_hand}")
    say(f"Installing system packages with apt: {' '.join(packages)}")
    if not apt(prefix, install_command):
        apt(prefix, ["apt-get", "update"])
        if not apt(prefix, install_command):
            raise SetUpError(f"The system packages could not be installed; is there a network connection? {by_hand}")
    if missing_libraries(loads):
        raise SetUpError(f"System libraries are still missing: {', '.join(missing_libraries(loads))}. {by_hand}")


def missing_libraries(can_load: "Callable[[str], bool]") -> list[str]:
    """Which of the libraries that Qt needs are not there."""
    return [name for name in LIBRARIES if not can_load(name)]


def loads(name: str) -> bool:
    """Whether the system finds a shared library; all of them take some 5 ms, on any distribution."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def venv_package() -> str:
    """Debian's package with ensurepip, for the default Python or for another one."""
    default = os.path.realpath("/usr/bin/python3") == os.path.realpath(sys.executable)
    return "python3-venv" if default else f"python{this_python()}-venv"


def apt_prefix() -> "list[str] | None":
    """What to put before apt-get: nothing for root, sudo where it asks for no password; None where we may not."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL).returncode:
        return ["sudo", "-n"]
    return None


def apt(prefix: list[str], command: list[str]) -> bool:
    """Whether an apt command went well; waits for another apt that is at work, and asks no questions."""
    quiet = [command[0], "-q", "-o", "DPkg::Lock::Timeout=120", *command[1:]]
    ask_nothing = ["env", "DEBIAN_FRONTEND=noninteractive"]
    done = subprocess.run(
        [*prefix, *ask_nothing, *quiet], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
