"""The one style sheet of the program, as a function of the theme's tokens."""

from string import Template

_SHEET = Template(
    """
* { outline: none; }
QWidget { color: $ink; font-size: $body_size; }
QMainWindow, QDialog, QWidget[role="page"] { background: $paper; }
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: $xs $s; }

QLabel { background: transparent; }
QLabel[role="display"] { font-size: $display_size; font-weight: bold; }
QLabel[role="title"] { font-size: $title_size; font-weight: bold; }
QLabel[role="section"] { font-size: $section_size; font-weight: bold; }
QLabel[role="soft"] { color: $ink_soft; }
QLabel[role="caption"] { color: $ink_soft; font-size: $caption_size; }
QLabel[role="number"] { font-size: $number_size; font-weight: bold; }
QLabel[role="notice"] { color: $notice_ink; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: $radius; }
QFrame[role="bar"] { background: $sunken; border: none; border-bottom: 1px solid $line; }
QFrame[role="notice"] { background: $notice; border: none; border-left: 6px solid $notice_edge; }
QFrame[role="notice"] QLabel { color: $notice_ink; }
QFrame[role="message"] { background: $notice; border: none; border-bottom: 1px solid $notice_edge; }
QFrame[role="message"] QLabel { color: $notice_ink; }
QFrame[role="line"] { background: $line; border: none; min-height: 1px; max-height: 1px; }

QPushButton, QToolButton {
  min-height: 42px; padding: 0 $l; border: 1px solid $edge; border-radius: $radius; background: $surface;
}
QToolButton { padding: 0 $s; min-width: 26px; }
QToolButton[popupMode="1"] { padding-right: $xl; }
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; border-color: $accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; min-height: 40px; padding: 0 15px; }
QToolButton:focus { padding: 0 7px; min-width: 24px; }
QPushButton:disabled, QToolButton:disabled { color: $ink_soft; background: transparent; border: 1px solid $line; }
QPushButton[kind="primary"], QToolButton[kind="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: bold;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed,
QToolButton[kind="primary"]:hover, QToolButton[kind="primary"]:pressed {
  background: $accent_strong; border-color: $accent_strong;
}
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus { border: 2px solid $focus; }
QPushButton[kind="primary"]:disabled, QToolButton[kind="primary"]:disabled {
  background: $sunken; color: $ink_soft; border: 1px solid $line;
}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $accent; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { border: 1px solid transparent; }
QPushButton[kind="choice"]:checked, QToolButton[kind="choice"]:checked, QToolButton[kind="quiet"]:checked {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: bold;
}
QPushButton[kind="choice"]:checked:focus, QToolButton[kind="choice"]:checked:focus { border: 2px solid $focus; }
QLineEdit QToolButton, QLineEdit QToolButton:focus, QLineEdit QToolButton:hover {
  min-height: 0; min-width: 0; padding: 0; border: none; background: transparent;
}
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  border: 1px solid $edge; border-radius: $radius; background: $surface; padding: 0 $s;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 42px; }
QPlainTextEdit, QTextEdit { padding: $xs; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 0 7px;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { min-height: 40px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled,
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only {
  background: transparent; border-color: $line; color: $ink_soft;
}
QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only { color: $ink; }
QAbstractItemView QLineEdit, QAbstractItemView QComboBox, QAbstractItemView QAbstractSpinBox {
  min-height: 24px; border-radius: 0;
}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; min-height: 0; padding: 0; background: transparent; }
QAbstractSpinBox, QAbstractSpinBox:focus { padding: 0; }
QAbstractSpinBox QLineEdit { padding: 0 $s; }
QDateTimeEdit::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 34px; border: none; }
QComboBox { padding-right: 32px; }
QComboBox::drop-down { subcontrol-origin: border; subcontrol-position: center right; width: 34px; border: none; }
QComboBox::down-arrow, QAbstractSpinBox::down-arrow { image: url($icons/chevron-down.svg); width: 18px; height: 18px; }
QAbstractSpinBox::up-arrow { image: url($icons/chevron-up.svg); width: 18px; height: 18px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 28px; border: none; background: transparent; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $edge; selection-background-color: $accent_soft; selection-color: $ink;
}
QComboBox QAbstractItemView::item { min-height: 44px; padding: 0 $s; }

QCheckBox, QRadioButton { min-height: 44px; spacing: $s; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 20px; height: 20px; border: 1px solid $edge; background: $surface; border-radius: 4px;
}
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $accent; width: 18px; height: 18px; }
QCheckBox::indicator:checked { background: $accent_soft; border-color: $accent; image: url($icons/check.svg); }
QRadioButton::indicator:checked { border: 6px solid $accent; width: 10px; height: 10px; }

QAbstractItemView {
  background: $surface; border: 1px solid $line; border-radius: $radius; alternate-background-color: $paper;
  selection-background-color: $accent_soft; selection-color: $ink; gridline-color: $line;
}
QAbstractItemView:focus { border: 2px solid $accent; }
QTableView::item { padding: 0 $s; border: none; }
QTableView::item:selected, QListView::item:selected { background: $accent_soft; color: $ink; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section {
  background: $sunken; color: $ink_soft; border: none; border-bottom: 1px solid $line; padding: $xs $s;
  font-size: $caption_size; font-weight: bold;
}
QTableCornerButton::section { background: $sunken; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 44px; }
QScrollBar::handle:horizontal { min-width: 44px; }
QScrollBar::handle:hover { background: $accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QMenu { background: $surface; border: 1px solid $edge; padding: $xs 0; }
QMenu::item { min-height: 44px; padding: 0 $xl 0 $l; background: transparent; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $ink_soft; }
QMenu::separator { height: 1px; background: $line; margin: $xs 0; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab {
  min-height: 42px; padding: 0 $l; background: transparent; border: none; border-bottom: 3px solid transparent;
}
QTabBar::tab:selected { border-bottom-color: $accent; font-weight: bold; }
QTabBar::tab:hover { background: $accent_soft; }
QTabBar::tab:focus { border: 2px solid $accent; }

QProgressBar { border: none; background: $sunken; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
QGroupBox { border: 1px solid $line; border-radius: $radius; margin-top: $l; padding-top: $s; font-weight: bold; }
QGroupBox::title { subcontrol-origin: margin; left: $s; padding: 0 $xs; }
"""
)


def style_sheet(tokens: dict[str, str]) -> str:
    """The sheet with every token filled in; a token without a value is an error."""
    return _SHEET.substitute(tokens)
