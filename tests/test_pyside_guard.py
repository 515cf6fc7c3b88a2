"""PySide6 6.12.0 gives None away once per call on Python 3.11, until the interpreter aborts: hence the pin."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

from PySide6.QtWidgets import QApplication, QGraphicsRectItem

ROOT = Path(__file__).parent.parent


def test_a_thousand_calls_leave_the_count_of_none_alone(qapp: QApplication) -> None:
    item = QGraphicsRectItem()
    item.setPos(0.0, 0.0)
    before = sys.getrefcount(None)
    for step in range(1000):
        item.setPos(float(step), 0.0)
    assert abs(sys.getrefcount(None) - before) < 100  # the faulty version loses 1000


def test_the_pinned_version_is_the_one_in_use() -> None:
    pins = [re.findall(r"(?m)^pyside6-essentials==(\S+)", (ROOT / name).read_text("utf-8")) for name in LOCKS]
    assert pins == [["6.11.3"], ["6.11.3"], ["6.11.3"]]
    assert version("pyside6-essentials") == "6.11.3"


LOCKS = ("requirements.in", "requirements.lock", "requirements-dev.lock")
