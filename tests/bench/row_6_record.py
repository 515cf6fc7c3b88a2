"""The record of 60 sites and 6 photographs of 12 MP, against bare ReportLab with the same shapes and pictures."""

import io
from time import perf_counter
from typing import Any

import cameras
import clinics
import windows
from harness import Row, Turns, report, say, scratch
from PIL import Image
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from sclerochart import assets
from sclerochart.domain import atlas, diagram, moments
from sclerochart.domain.record import SessionRecord
from sclerochart.domain.shapes import Path, Shape
from sclerochart.store import photos, sessions
from sclerochart.ui.documents import making

_SITES, _PHOTOS, _BOX = 60, 6, (661, 724)


def measure() -> Row:
    windows.application()
    with scratch() as folder, clinics.open_vault(folder / "vault") as vault:
        say(f"making {_PHOTOS} photographs of 12 MP")
        filled = clinics.fill(vault.db, count=1, visits=1, sites_each=0, drafts=1)
        session_id = filled.last_sessions[0]
        clinics.add_sites(vault.db, session_id, clinics.spots(_SITES))
        for number in range(_PHOTOS):
            file = folder / f"{number}.jpg"
            file.write_bytes(cameras.jpeg(4000, 3000))
            prepared = photos.prepare(file, photo_key=vault.photo_key, folder=vault.folder)
            photos.add(vault.db, session_id, [prepared], phase="before", leg="right", view="lateral")
        record = sessions.record(vault.db, session_id)
        originals = [photos.original(vault, photo) for photo in record.photos]
        shapes = diagram.sheet_shapes(atlas.shipped(), record.sites, width=270.0).shapes
        made = {"bytes": 0}

        def ours() -> float:
            begun = perf_counter()
            done = making.make_record(record, vault.photo_key, vault.folder, moments.now(), lambda *_: None)
            made["bytes"] = len(done.pdf)
            return perf_counter() - begun

        windows.quiet()
        row = (
            Turns(ours, lambda: _raw(shapes, originals, record))
            .run(9, warm=2)
            .row("record of 60 sites and 6 photos of 12 MP", bound=1.5)
        )
        row.notes.append(f"file {made['bytes'] / 1e6:.2f} MB, of 4 MB at most")
        return row


def _raw(shapes: tuple[Shape, ...], originals: list[bytes], record: SessionRecord) -> float:
    begun = perf_counter()
    rl_config.useA85 = 0
    for name in ("Regular", "Bold"):
        pdfmetrics.registerFont(TTFont(f"Bench-{name}", str(assets.path(f"fonts/NotoSans-{name}.ttf"))))
    canvas = Canvas(io.BytesIO(), pagesize=(297 * mm, 210 * mm))
    canvas.scale(mm, mm)
    for shape in shapes:
        _draw(canvas, shape)
    canvas.showPage()
    canvas.setFont("Bench-Regular", 8)
    for number, site in enumerate(record.sites):
        for column, words in enumerate((str(number), site.region, site.vein_type, "0.1", site.place.view)):
            canvas.drawString((15 + 35 * column) * mm, (200 - 3 * number) * mm, words)
    canvas.showPage()
    for number, original in enumerate(originals):
        with Image.open(io.BytesIO(original)) as picture:
            picture.draft("RGB", _BOX)
            picture.thumbnail((_BOX[1], _BOX[0]), Image.Resampling.LANCZOS, reducing_gap=2.0)
            upright = picture.transpose(Image.Transpose.ROTATE_270)
        shrunk = io.BytesIO()
        upright.save(shrunk, "JPEG", quality=85)
        shrunk.seek(0)
        canvas.drawImage(ImageReader(shrunk), (15 + 90 * (number % 3)) * mm, 20 + 200 * (number // 3), 200, 250)
    canvas.showPage()
    canvas.save()
    return perf_counter() - begun


def _draw(canvas: Any, shape: Shape) -> None:
    if not isinstance(shape, Path):
        canvas.setFillColor(HexColor(shape.colour))
        canvas.setFont("Bench-Bold" if shape.bold else "Bench-Regular", shape.size)
        canvas.drawCentredString(shape.x, shape.y, shape.text)
        return
    path = canvas.beginPath()
    acts = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for name, numbers in shape.commands:
        acts[name](*numbers)
    if shape.fill:
        canvas.setFillColor(HexColor(shape.fill))
        canvas.setFillAlpha(shape.fill_opacity)
    if shape.stroke:
        canvas.setStrokeColor(HexColor(shape.stroke))
        canvas.setLineWidth(shape.width)
        canvas.setDash(list(shape.dash), 0)
    canvas.drawPath(path, stroke=bool(shape.stroke), fill=bool(shape.fill), fillMode=0)


if __name__ == "__main__":
    report(measure)
