"""The real program with somebody at it, to be started as a process of its own: `python -m tests.e2e.at_work ACT VAULT`.

ACT "look": see what is shown, then close the window. ACT "place": unlock, open today's session and click sites until
killed, printing number and volume of each as soon as its saved-at is shown.
"""

import os
import random
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from itertools import cycle

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from sclerochart import cli
from sclerochart.domain.leg import Spot
from sclerochart.domain.session import VOLUME_PALETTE_UL
from sclerochart.domain.text import ml_number
from tests.e2e.nurse import Nurse

PASSPHRASE = "first secret"


def look(nurse: Nurse) -> None:
    """What somebody sees who starts the program on a vault."""
    window = nurse.find("main-window", QMainWindow)
    field = nurse.find("unlock-passphrase", QLineEdit)
    nurse.wait_until(field.hasFocus)
    nurse.key("x")
    print(window.windowTitle(), field.text(), nurse.reads("unlock-button"))
    window.close()


def place(nurse: Nurse) -> None:
    """Unlock and place sites for as long as it lasts."""
    nurse.type("unlock-passphrase", PASSPHRASE)
    nurse.press("unlock-button")
    nurse.press_row("patient-list", 0)
    nurse.press("start-session")
    nurse.find("leg-view")
    print("ready", flush=True)
    chance = random.Random()
    for step in cycle(range(120)):
        key = chance.randrange(6)
        nurse.key("123456"[key])
        count, began = len(nurse.table("site-table")), datetime.now().replace(microsecond=0)
        nurse.inject(Spot("right", "lateral", 10.0 * (step % 3), 700.0 - 4 * step))
        shown = datetime.strptime(nurse.reads("saved-at"), "Saved %H:%M:%S").time()
        row = nurse.table("site-table")[-1]
        assert shown >= began.time(), (shown, began)
        assert row[0] == str(count + 1)
        assert row[2] == ml_number(VOLUME_PALETTE_UL[key])
        print(count + 1, VOLUME_PALETTE_UL[key], flush=True)


def _without_a_way_out(act: Callable[[Nurse], None]) -> None:
    try:
        act(Nurse())
    except BaseException:
        traceback.print_exc()
        os._exit(3)


if __name__ == "__main__":
    app = QApplication(["sclerochart"])
    what = {"look": look, "place": place}[sys.argv[1]]
    QTimer.singleShot(0, lambda: _without_a_way_out(what))
    sys.exit(cli.main(["--vault", sys.argv[2]]))
