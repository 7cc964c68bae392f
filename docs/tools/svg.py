"""A sheet of line drawing in metres that becomes an SVG, readable in light and in dark.

The drawing has its own paper, which turns dark where the reader's page is dark.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TypeAlias
from xml.sax.saxutils import escape

Point: TypeAlias = tuple[float, float]
"""x to the right, y up, in metres."""

STYLE = """
.paper{fill:#fff}
.ink,.faint,.dash,.bone{stroke:#27313d;fill:none;stroke-width:2}
.bone{stroke-width:6;stroke-linecap:round;stroke-linejoin:round;stroke:#5b6775}
.faint{stroke:#b4bcc6;stroke-width:1.5}
.dash{stroke:#7b8794;stroke-width:1.5;stroke-dasharray:5 4}
.knee,.hip,.spine,.lean,.bar{fill:none;stroke-width:3}
.knee{stroke:#0b7a3b}.hip{stroke:#c2187a}.spine{stroke:#c45500}.lean{stroke:#6b3fb5}
.bar{stroke:#0b63b0}
.dot{fill:#27313d;stroke:none}
text{font:15px system-ui,sans-serif;fill:#27313d}
text.knee,text.hip,text.spine,text.lean,text.bar{stroke:none;font-weight:600}
text.knee{fill:#0b7a3b}text.hip{fill:#c2187a}text.spine{fill:#c45500}text.lean{fill:#6b3fb5}
text.bar{fill:#0b63b0}text.small{font-size:13px}
@media (prefers-color-scheme:dark){
.paper{fill:#171b21}
.ink{stroke:#e4e8ee}.bone{stroke:#9aa6b5}.faint{stroke:#4d5866}.dash{stroke:#8793a2}
.knee{stroke:#4cd083}.hip{stroke:#ff7cc4}.spine{stroke:#ff9d4d}.lean{stroke:#b79bff}
.bar{stroke:#66b5ff}
.dot{fill:#e4e8ee}
text{fill:#e4e8ee}
text.knee{fill:#4cd083}text.hip{fill:#ff7cc4}text.spine{fill:#ff9d4d}text.lean{fill:#b79bff}
text.bar{fill:#66b5ff}
}
"""
"""Colours as in the overlay: green knee, pink hip, orange spine, violet lean, blue bar."""

ARROW_HEAD = 9.0
"""Length of an arrow's head in px."""


@dataclass
class Sheet:
    """A drawing that grows line by line.

    Attributes
    ----------
    title
        What it shows, for those who cannot see it.
    width, height
        Of the picture in px.
    origin
        Where (0, 0) lies, in px from the upper left corner.
    scale
        Pixels per metre.
    """

    title: str
    width: int
    height: int
    origin: Point
    scale: float
    parts: list[str] = field(default_factory=list)

    def line(self, points: Sequence[Point], look: str, *, closed: bool = False) -> None:
        """Draw straight lines from point to point."""
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(self._px, points))
        self.parts.append(f'<path class="{look}" d="{path}{"Z" if closed else ""}"/>')

    def circle(self, middle: Point, radius: float, look: str) -> None:
        """Draw a circle with a radius in metres."""
        x, y = self._px(middle)
        radius *= self.scale
        self.parts.append(f'<circle class="{look}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')

    def dot(self, place: Point) -> None:
        """Mark a point."""
        self.circle(place, 4.5 / self.scale, "dot")

    def arc(self, corner: Point, radius: float, begin: float, end: float, look: str) -> None:
        """Draw an arc about a corner between two directions in degrees, 90 being up."""
        steps = max(2, round(abs(end - begin) / 3.0))
        turns = [begin + (end - begin) * step / steps for step in range(steps + 1)]
        self.line([along(corner, turn, radius) for turn in turns], look)

    def angle(
        self,
        corner: Point,
        radius: float,
        begin: float,
        end: float,
        look: str,
        label: str = "",
        *,
        beyond: float = 0.07,
    ) -> None:
        """Draw the arc of an angle, with its label beyond the middle of it."""
        self.arc(corner, radius, begin, end, look)
        if label:
            middle = radians((begin + end) / 2.0)
            anchor = "start" if cos(middle) > 0.3 else "end" if cos(middle) < -0.3 else "middle"
            self.text(along(corner, (begin + end) / 2.0, radius + beyond), label, look, anchor)

    def arrow(self, begin: Point, end: Point, look: str, *, both: bool = False) -> None:
        """Draw an arrow; with ``both`` it has two heads, as a measure does."""
        self.line([begin, end], look)
        self._head(begin, end, look)
        if both:
            self._head(end, begin, look)

    def text(self, place: Point, words: str, look: str = "", anchor: str = "start") -> None:
        """Write words, their middle at the height of a place."""
        x, y = self._px(place)
        kind = f' class="{look}"' if look else ""
        self.parts.append(
            f'<text{kind} x="{x:.1f}" y="{y + 5.0:.1f}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def svg(self) -> str:
        """Give the whole drawing as the text of an SVG file."""
        size = f'width="{self.width}" height="{self.height}"'
        begin = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
            f'viewBox="0 0 {self.width} {self.height}" role="img">'
            f"<title>{escape(self.title)}</title><style>{STYLE}</style>"
            f'<rect class="paper" {size} rx="8"/>'
        )
        return "\n".join([begin, *self.parts, "</svg>\n"])

    def _px(self, place: Point) -> Point:
        return self.origin[0] + self.scale * place[0], self.origin[1] - self.scale * place[1]

    def _head(self, begin: Point, end: Point, look: str) -> None:
        back, length = direction(end, begin), ARROW_HEAD / self.scale
        wings = [along(end, back + turn, length) for turn in (-25.0, 25.0)]
        self.line([wings[0], end, wings[1]], look)


def along(place: Point, turn: float, distance: float) -> Point:
    """Give the point at a distance from another one, in a direction in degrees."""
    return (
        place[0] + distance * cos(radians(turn)),
        place[1] + distance * sin(radians(turn)),
    )


def between(one: Point, other: Point, part: float = 0.5) -> Point:
    """Give a point on the line from one to another."""
    return one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])


def direction(begin: Point, end: Point) -> float:
    """Give the direction from one point to another in degrees: 0 right, 90 up."""
    return degrees(atan2(end[1] - begin[1], end[0] - begin[0]))


def distance(one: Point, other: Point) -> float:
    """Give the distance of two points."""
    return hypot(other[0] - one[0], other[1] - one[1])
