"""Measures every row in a process of its own and prints the table: `bootstrap.py bench [--json FILE] [NAME …]`.

Nothing here fails: a row that misses its bound says so, and is read by a person.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description="Speed, as ratios to floors measured in the same run.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows to this file as well")
    parser.add_argument("only", nargs="*", metavar="NAME", help="rows whose file name contains this")
    chosen = parser.parse_args()
    files = [
        file for file in sorted(HERE.glob("row_*.py")) if not chosen.only or any(n in file.stem for n in chosen.only)
    ]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parents[1])])}
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        environment["QT_QPA_PLATFORM"] = "offscreen"
        environment["QT_LOGGING_RULES"] = "*.warning=false"  # the offscreen platform says what it cannot do
    rows = [row for row in (_measured(file, environment) for file in files) if row]
    print(table(rows))
    if chosen.json:
        keys = ("name", "value", "floor", "unit", "ratio", "bound", "ok")
        kept = [{**{key: row[key] for key in keys}, "notes": row["notes"]} for row in rows]
        chosen.json.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def _measured(file: Path, environment: dict[str, str]) -> dict[str, Any] | None:
    print(f"{file.stem} …", file=sys.stderr, flush=True)
    done = subprocess.run([sys.executable, str(file)], stdout=subprocess.PIPE, env=environment, check=False)
    lines = done.stdout.decode().strip().splitlines()
    if done.returncode or not lines:
        print(f"{file.stem} could not be measured (exit code {done.returncode})", flush=True)
        return None
    row: dict[str, Any] = json.loads(lines[-1])
    return row


def table(rows: list[dict[str, Any]]) -> str:
    """The rows as people read them, each with its notes under it."""
    out = [f"{'what':<62} {'value':>9} {'floor':>9}    ratio  bound"]
    for row in rows:
        within = "" if row["ok"] else "  MISSED"
        figures = (
            f"{row['value']:>9.2f} {row['floor']:>9.2f} {row['unit']:<2} {row['ratio']:>6.2f} {row['bound']:>6.2f}"
        )
        out.append(f"{row['name']:<62} {figures}{within}")
        out += [f"    {note}" for note in row["notes"]]
    return "\n".join(out)


if __name__ == "__main__":
    sys.exit(main())
