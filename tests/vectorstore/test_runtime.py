"""The transformers run without a word to anybody."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_reading_texts_writes_nothing_and_starts_nobody_who_reports(tmp_path: Path) -> None:
    code = (
        "import os\n"
        "from settings import SHIPPED_CONTEXT_MODEL, SHIPPED_CROSS_ENCODER\n"
        "from vectorstore.context import ContextModel\n"
        "from vectorstore.cross import CrossEncoder\n"
        "ContextModel(SHIPPED_CONTEXT_MODEL).query('体育赛事')\n"
        "CrossEncoder(SHIPPED_CROSS_ENCODER)('体育赛事', '责令改正')\n"
        "held = [os.readlink(f'/proc/self/fd/{one}') for one in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{one}')]\n"
        "assert not [one for one in held if 'onnxruntime.db' in one or one.startswith('socket:')], held\n"
    )
    places = {name: str(tmp_path / name) for name in ("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    environment = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"} | places
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-500:]
    assert not list(tmp_path.rglob("*")), "its maker's library keeps an id of the machine and a database of reports, unless told not to"
