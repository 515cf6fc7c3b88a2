"""The painter draws on paper exactly the shapes that it is given."""

import io
import math
import random
from typing import Any, Literal

from pypdf import PdfReader
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from sclerochart.documents import painting
from sclerochart.domain import atlas
from sclerochart.domain.diagram import sheet_shapes
from sclerochart.domain.shapes import Path, Shape, Text
from tests.documents import sample_records as samples


def painted(shapes: tuple[Shape, ...]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300 * mm, 200 * mm))
    painting.paint(canvas, shapes, x=10 * mm, y=5 * mm, scale=0.5)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def read_back(pdf: bytes) -> list[dict[str, Any]]:
    """Every path and text on the first page with colours, widths and points in millimetres of the shapes."""
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    states = page["/Resources"].get("/ExtGState", {})  # type: ignore[union-attr]
    content = page.get_contents()
    assert content is not None
    found: list[dict[str, Any]] = []
    stack: list[dict[str, Any]] = []
    state: dict[str, Any] = {"fill": None, "stroke": None, "width": 1.0, "dash": [], "alpha": 1.0, "size": 0.0}
    commands: list[tuple[str, tuple[float, ...]]] = []
    for operands, raw in content.operations:
        operator = raw.decode()
        numbers = [float(each) for each in operands if isinstance(each, (int, float))]
        if operator == "q":
            stack.append(dict(state))
        elif operator == "Q":
            state = stack.pop()
        elif operator in ("rg", "RG"):
            state["fill" if operator == "rg" else "stroke"] = "#" + "".join(f"{round(n * 255):02x}" for n in numbers)
        elif operator == "w":
            state["width"] = numbers[0]
        elif operator == "d":
            state["dash"] = [float(each) for each in operands[0]]
        elif operator == "gs":
            state["alpha"] = float(states[operands[0]].get("/ca", state["alpha"]))
        elif operator == "Tf":
            state["size"] = float(operands[1])
        elif operator in ("m", "l", "c"):
            commands.append((operator.upper(), tuple(numbers)))
        elif operator == "h":
            commands.append(("Z", ()))
        elif operator in ("f*", "B*", "S"):
            found.append({
                "commands": commands, "fill": state["fill"] if operator != "S" else None, "alpha": state["alpha"],
                "stroke": state["stroke"] if operator != "f*" else None, "width": state["width"], "dash": state["dash"],
            })  # fmt: skip
            commands = []
        elif operator in ("f", "B", "s", "b", "b*"):
            raise AssertionError(f"{operator} is not how an area is filled here")
        elif operator == "Tj":
            found.append({"text": operands[0], "size": state["size"], "fill": state["fill"]})
    return found


def close(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return len(a) == len(b) and all(math.isclose(x, y, abs_tol=0.0006) for x, y in zip(a, b, strict=True))


def assert_the_same(shapes: tuple[Shape, ...], seen: list[dict[str, Any]]) -> None:
    assert len(seen) == len(shapes)
    for shape, drawn in zip(shapes, seen, strict=True):
        if isinstance(shape, Text):
            assert math.isclose(drawn["size"], shape.size, abs_tol=0.001)
            assert drawn["fill"] == shape.colour
            continue
        assert [name for name, _ in drawn["commands"]] == [name for name, _ in shape.commands]
        assert all(close(a, b) for (_, a), (_, b) in zip(drawn["commands"], shape.commands, strict=True))
        assert (drawn["fill"], drawn["stroke"]) == (shape.fill, shape.stroke)
        if shape.fill:
            assert math.isclose(drawn["alpha"], shape.fill_opacity, abs_tol=0.001)
        if shape.stroke:
            assert math.isclose(drawn["width"], shape.width, abs_tol=0.001)
            assert close(tuple(drawn["dash"]), shape.dash)


def test_the_whole_diagram_is_on_paper_shape_by_shape() -> None:
    made = sheet_shapes(atlas.shipped(), samples.sites(45), width=260.0)
    assert len(made.shapes) > 400
    assert_the_same(made.shapes, read_back(painted(made.shapes)))


def test_any_paths_and_texts_are_drawn_as_they_are() -> None:
    chance = random.Random(3)
    shapes: list[Shape] = []
    for number in range(200):
        points = [round(chance.uniform(-50, 250), 3) for _ in range(10)]
        if number % 4 == 0:
            anchor: Literal["start", "middle", "end"] = ("start", "middle", "end")[number % 3]
            shapes.append(Text(points[0], points[1], f"Σ{number} Ł", 3.5, "#1a2b3c", anchor, number % 8 == 0))
            continue
        shapes.append(Path(
            (("M", (points[0], points[1])), ("L", (points[2], points[3])), ("C", tuple(points[4:])), ("Z", ())),
            fill="#aa5500" if number % 3 else None, stroke="#0055aa" if number % 2 or not number % 3 else None,
            width=0.25, fill_opacity=chance.choice((1.0, 0.5)), dash=(1.5, 0.75) if number % 5 == 0 else (),
        ))  # fmt: skip
    assert_the_same(tuple(shapes), read_back(painted(tuple(shapes))))


def test_a_path_that_is_neither_filled_nor_drawn_leaves_no_trace() -> None:
    assert read_back(painted((Path((("M", (0, 0)), ("L", (1, 1)))), Path((), fill="#000000")))) == []
