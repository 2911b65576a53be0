"""The tree is the architecture: imports go one way, each outside library has one door, importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("law", "vectorstore", "intake", "qa", "eval", "ui")
DOORS = {
    "gradio": {"app.py", "ui"},
    "chromadb": {"vectorstore"},
    "langchain_chroma": {"eval"},  # eval/peers.py builds what a tutorial builds
    "sentence_transformers": {"vectorstore"},
    "torch": {"vectorstore"},
    "bm25s": {"vectorstore", "eval"},
    "langchain": {"qa", "vectorstore"},
    "ir_measures": {"eval"},
    "pypdfium2": {"law"},
    "selectolax": {"law"},
}
FORMAT_LIBRARIES = {"formats/pdf.py": {"pypdfium2"}, "formats/web.py": {"selectolax"}}
"""The readers of file formats are the one exception in ``law``."""
MAY_IMPORT = {
    "settings.py": set(),
    "ingest.py": {"intake", "vectorstore", "settings", "eval", "qa"},  # the last two only where --gate wants them: see below
    "app.py": {"ui", "qa", "law", "vectorstore", "ingest", "settings"},
}


def imported(path: Path) -> set[str]:
    """Top-level names that a file imports, lazily or not."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


def sources() -> list[Path]:
    return [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize("name", MAY_IMPORT)
def test_an_entry_point_imports_only_what_the_picture_shows(name: str) -> None:
    ours = {*ROOMS, "app", "ingest", "settings"}
    assert imported(ROOT / name) & ours <= MAY_IMPORT[name]


def test_each_outside_library_comes_in_by_one_door() -> None:
    for path in sources():
        room = path.relative_to(ROOT).parts[0]
        for library, doors in DOORS.items():
            assert library not in imported(path) or room in doors, f"{path.relative_to(ROOT)} imports {library}"


def test_law_needs_nothing_but_the_standard_library() -> None:
    for path in (ROOT / "law").rglob("*.py"):
        foreign = {name for name in imported(path) if name not in sys.stdlib_module_names and name not in ("law", "__future__")}
        foreign -= FORMAT_LIBRARIES.get(path.relative_to(ROOT / "law").as_posix(), set())
        assert not foreign, f"{path.name} imports {foreign}"


def test_only_entry_points_read_settings() -> None:
    readers = {path.relative_to(ROOT).as_posix() for path in sources() if "settings" in imported(path)}
    # every module of the bench and of eval/commands holds commands; a build is made by the settings that it is handed
    commands = ("eval/bench/", "eval/commands/", "intake/")
    assert all(name.endswith("__main__.py") or "/" not in name or name.startswith(commands) for name in readers), readers


def test_importing_the_rooms_opens_no_file_and_no_connection() -> None:
    code = (
        "import sys\n"
        "def audit(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo') or (event == 'open' and isinstance(args[1], str) and set(args[1]) & set('wax+')):\n"
        "        raise SystemExit(f'{event} {args}')\n"
        "sys.addaudithook(audit)\n"
        "import law.gazette, law.sources, law.citation, law.library, vectorstore.builds, vectorstore.fuse, qa.model, qa.assistant, qa.understand\n"
        "assert not {'torch', 'gradio', 'pypdfium2', 'selectolax'} & set(sys.modules)\n"
    )
    # What Python itself keeps of what it compiled is not meant.
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_ingest_loads_the_rooms_that_answer_only_for_a_gate() -> None:
    code = "import sys, ingest\nassert not {'eval', 'qa'} & set(sys.modules)\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-500:]
