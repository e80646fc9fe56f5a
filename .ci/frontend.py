"""Run the checks of the front end (types, layout) with the Node that comes from a Python wheel."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from hatch_build import Node  # noqa: E402  (found only after the line above)


def main() -> None:
    """Install what the lock names, development tools included, and check."""
    frontend = ROOT / "frontend"
    node = Node()
    node.npm("ci", "--ignore-scripts", "--no-progress", cwd=frontend)
    node.npm("run", "check", cwd=frontend)


if __name__ == "__main__":
    main()
