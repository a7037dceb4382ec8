"""The particles of all variants at one scale, each under its column."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from formulator.ui.export.paint import Brush, Face
from formulator.ui.export.particle import LEVEL, Particle
from formulator.ui.export.section import Place, body_shapes, ligands_on_section, nice, place
from formulator.ui.export.shapes import Box
from formulator.ui.widgets.look import Look
from formulator.ui.words import tr
from formulator.units import format_number

HEIGHT, LOW, PAD, NAME = 148, 96, 16, 17
MOST_PICTURES = 24
_WORDS = ("outer wall, corona,", "reach above the brush")


def one_scale(found: Sequence[Particle], side: float) -> float:
    """Pixels per nanometre at which the largest of them fits."""
    drawn = [particle for particle in found if not particle.reason]
    return min((place(particle, Box(0, 0, side, side)).scale for particle in drawn), default=0.0)


def reach_words(shown: Particle) -> str:
    """How far the ligand reaches above the brush."""
    if not shown.facing_out:
        return tr("no ligand")
    if shown.reach is None:
        return ""
    clearance = shown.reach - (shown.brush or 0.0)
    if abs(clearance) < LEVEL:
        return tr("level")
    number = format_number(clearance, digits=2)
    return f"+{number} nm" if clearance > 0 else f"{number} nm"


class ParticleStrip(QWidget):
    """`column` says where a column of the table begins and how wide it is; `names` how wide the names are."""

    def __init__(self, look: Look, column: Callable[[int], tuple[int, int]], names: Callable[[], int]) -> None:
        super().__init__()
        self.look = look
        self._column, self._names = column, names
        self.particles: tuple[Particle | None, ...] = ()
        self._pictures: dict[tuple[Particle, float, float, bool], QPixmap] = {}
        self.setObjectName("compare:particles")
        self.setAccessibleName(tr("Particles at one scale"))
        self.tall = HEIGHT
        look.changed.connect(self._restyle)
        self._restyle()

    def set_low(self, is_low: bool) -> None:
        """Draw them small where the window is low."""
        tall = LOW if is_low else HEIGHT
        if tall != self.tall:
            self.tall = tall
            self._restyle()

    def show_particles(self, particles: Sequence[Particle | None]) -> None:
        """Draw these; None where nothing is known yet."""
        if tuple(particles) != self.particles:
            self.particles = tuple(particles)
            self.setAccessibleDescription("; ".join(reach_words(one) if one and not one.reason else "—" for one in self.particles))
            self.update()

    @property
    def scale(self) -> float:
        """Pixels of the design per nanometre."""
        return one_scale([one for one in self.particles if one is not None], self.tall - 8)

    def _restyle(self) -> None:
        self._pictures.clear()
        self.setFixedHeight(self.look.px(self.tall))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = QPainter(self), self.look.px
        painter.fillRect(self.rect(), self.look.color("paper"))
        painter.fillRect(QRect(px(PAD), 0, self.width() - 2 * px(PAD), 1), self.look.color("rule"))
        names, scale = self._names(), self.scale
        self._heading(painter, scale)
        inside = self._words_fit(scale)
        painter.setClipRect(QRect(names, 0, self.width() - names, self.height()))
        for number, shown in enumerate(self.particles):
            left, width = self._column(number)
            box = QRect(names + left, px(1), width, px(self.tall - 2))
            if shown is None or shown.reason or not scale:
                painter.setFont(self.look.small())
                painter.setPen(self.look.color("ink2"))
                words = shown.reason if shown is not None and shown.reason else "…"
                painter.drawText(box.adjusted(px(8), 0, -px(8), 0), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
                continue
            picture = self._picture(shown, scale)
            side = round(picture.width() / picture.devicePixelRatio())
            at = QRect(box.left() + px(NAME), box.top() + (box.height() - side) // 2, side, side)
            words = reach_words(shown)
            painter.setFont(self.look.small())
            painter.setPen(self.look.color("ink"))
            if inside:
                at.moveLeft(box.left() + px(NAME) // 2 + (box.width() - side) // 2)
                painter.drawPixmap(at.topLeft(), picture)
                painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)
            else:
                painter.drawPixmap(at.topLeft(), picture)
                beside = QRect(at.right() + px(4), at.top(), box.right() - at.right(), side)
                painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _words_fit(self, scale: float) -> bool:
        """Whether all words have room inside their particles; else all stand beside them."""
        metrics, unit = QFontMetrics(self.look.small()), scale * self.look.scale
        drawn = [one for one in self.particles if one is not None and not one.reason]
        return all(
            metrics.horizontalAdvance(reach_words(one)) + self.look.px(4) <= 2 * (one.core - (one.membrane or 0.0)) * unit for one in drawn
        )

    def _heading(self, painter: QPainter, scale: float) -> None:
        px, look = self.look.px, self.look
        painter.setPen(look.color("ink"))
        painter.setFont(look.font(demi=True))
        painter.drawText(px(PAD), px(26), tr("Particles, one scale"))
        painter.setFont(look.small())
        painter.setPen(look.color("ink2"))
        for number, words in enumerate(tr(line) for line in _WORDS):
            painter.drawText(px(PAD), px(45 + 16 * number), words)
        if not scale:
            return
        length = nice(60.0 / scale)
        painter.setPen(QPen(look.color("ink"), 2))
        y, end = px(self.tall - 18 if self.tall == LOW else 108), px(PAD + length * scale)
        painter.drawLine(px(PAD), y, end, y)
        painter.setPen(look.color("ink"))
        painter.drawText(end + px(8), y + px(4), f"{format_number(length)} nm")

    def _picture(self, shown: Particle, scale: float) -> QPixmap:
        ratio, text_scale = self.devicePixelRatioF(), self.look.scale
        key = (shown, scale, ratio * text_scale, self.look.tokens.dark)
        if key not in self._pictures:
            if len(self._pictures) >= MOST_PICTURES:
                self._pictures.clear()
            self._pictures[key] = self._drawn(shown, scale, ratio)
        return self._pictures[key]

    def _drawn(self, shown: Particle, scale: float, ratio: float) -> QPixmap:
        side = self.tall - 8
        zoom = ratio * self.look.scale
        picture = QPixmap(round(side * zoom), round(side * zoom))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.look.scale, self.look.scale)
        brush = Brush(Face(self.font().family(), self.font().stretch() or 100))
        at = Place((side / 2, side / 2), scale)
        # Without its payload: in this size dots would hide the wall.
        bare = dataclasses.replace(shown, molecules=None, in_lumen=True)
        brush.shapes(
            painter, (*body_shapes(bare, at, self.look.tokens, brush.measure, named=False), *ligands_on_section(bare, at, self.look.tokens))
        )
        painter.end()
        return picture
