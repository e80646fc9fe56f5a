"""The measures as a textbook writes them: one pair at a time, one cell at a time, in float64.

Slow, plain, and independent of the kernel: what the kernel says is compared with this.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Vector = Any


def edit_distance(
    n: int,
    m: int,
    match: Callable[[int, int], float],
    delete: Callable[[int, int], float],
    insert: Callable[[int, int], float],
) -> float:
    """The cheapest edits; ``delete(i, j)`` of x[i] at gap j, ``insert(i, j)`` of y[j] at gap i."""
    table = np.zeros((n + 1, m + 1))
    for i in range(n):
        table[i + 1, 0] = table[i, 0] + delete(i, 0)
    for j in range(m):
        table[0, j + 1] = table[0, j] + insert(0, j)
    for i in range(n):
        for j in range(m):
            table[i + 1, j + 1] = min(
                table[i, j] + match(i, j),
                table[i, j + 1] + delete(i, j + 1),
                table[i + 1, j] + insert(i + 1, j),
            )
    return float(table[n, m])


def om(x: Vector, y: Vector, costs: Vector, indels: Vector) -> float:
    return edit_distance(
        len(x),
        len(y),
        lambda i, j: costs[x[i], y[j]],
        lambda i, _: indels[x[i]],
        lambda _, j: indels[y[j]],
    )


def spells(x: Vector) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for state in x.tolist():
        if found and found[-1][0] == state:
            found[-1] = (state, found[-1][1] + 1)
        else:
            found.append((state, 1))
    return found


def lengths(x: Vector) -> Vector:
    return np.array([t for _, t in spells(x) for _ in range(t)], float)


def omslen(x: Vector, y: Vector, costs: Vector, indels: Vector, h: float, link: str) -> float:
    s, t = lengths(x), lengths(y)

    def linked(a: float, b: float) -> float:
        return (a**-h + b**-h) / 2 if link == "mean" else (a * b) ** (-h / 2)

    return edit_distance(
        len(x),
        len(y),
        lambda i, j: costs[x[i], y[j]] * linked(s[i], t[j]),
        lambda i, _: indels[x[i]] * s[i] ** -h,
        lambda _, j: indels[y[j]] * t[j] ** -h,
    )


def omspell(x: Vector, y: Vector, costs: Vector, indels: Vector, e: float, power: float) -> float:
    a, b = spells(x), spells(y)

    def match(i: int, j: int) -> float:
        s, t = a[i][1] ** power, b[j][1] ** power
        if a[i][0] == b[j][0]:
            return e * abs(s - t)
        return costs[a[i][0], b[j][0]] + e * (s + t - 2)

    return edit_distance(
        len(a),
        len(b),
        match,
        lambda i, _: indels[a[i][0]] + e * (a[i][1] ** power - 1),
        lambda _, j: indels[b[j][0]] + e * (b[j][1] ** power - 1),
    )


def omloc(x: Vector, y: Vector, costs: Vector, e: float, g: float) -> float:
    most = costs.max() * (2 * e + g)

    def inserted(other: Vector, gap: int, state: int) -> float:
        a, b = other[max(gap - 2, 0)], other[max(gap - 1, 0)]
        return e * most + g * (costs[a, state] + costs[b, state]) / 2

    return edit_distance(
        len(x),
        len(y),
        lambda i, j: costs[x[i], y[j]],
        lambda i, j: inserted(y, j, x[i]),
        lambda i, j: inserted(x, i, y[j]),
    )


def twed(x: Vector, y: Vector, costs: Vector, nu: float, gap: float, indel: float) -> float:
    if not len(x) or not len(y):
        return indel * (len(x) + len(y))

    def cost(a: int | None, b: int | None) -> float:
        if a is None or b is None:
            return 0.0 if a is b else indel
        return float(costs[a, b])

    def at(s: Vector, i: int) -> int | None:
        return int(s[i]) if i >= 0 else None

    table = np.full((len(x) + 1, len(y) + 1), np.inf)
    table[0, 0] = 0
    for i in range(len(x)):
        for j in range(len(y)):
            now = cost(at(x, i), at(y, j)) + cost(at(x, i - 1), at(y, j - 1))
            table[i + 1, j + 1] = min(
                table[i, j] + now + 2 * nu * abs(i - j),
                table[i, j + 1] + cost(at(x, i), at(x, i - 1)) + nu + gap,
                table[i + 1, j] + cost(at(y, j), at(y, j - 1)) + nu + gap,
            )
    return float(table[-1, -1])


def subsequences(
    x: list[int], times: list[float]
) -> dict[tuple[int, ...], list[tuple[float, ...]]]:
    """Every subsequence of a short sequence, with the times of each way it stands in it."""
    found: dict[tuple[int, ...], list[tuple[float, ...]]] = {}
    for mask in range(1, 1 << len(x)):
        chosen = [i for i in range(len(x)) if mask >> i & 1]
        key = tuple(x[i] for i in chosen)
        found.setdefault(key, []).append(tuple(times[i] for i in chosen))
    return found


def product(
    x: tuple[list[int], list[float]],
    y: tuple[list[int], list[float]],
    weigh: Callable[[tuple[float, ...], tuple[float, ...]], float],
) -> float:
    """The weighted count of matching subsequences, by writing all of them down."""
    one, other = subsequences(*x), subsequences(*y)
    return sum(
        weigh(s, t) for key in one.keys() & other.keys() for s in one[key] for t in other[key]
    )
