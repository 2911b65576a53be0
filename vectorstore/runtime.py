"""onnxruntime, told to keep to itself: it would otherwise report to its maker what it runs, from the moment it is imported."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

TELEMETRY_OFF = "ORT_DISABLE_TELEMETRY"
"""Read once, when its library is loaded; it then neither reports nor keeps a database and an id of the machine in the user's cache."""


def open_session(path: Path) -> Any:
    """Open a graph for one thread a run: texts are read side by side, and what is read does not depend on how many processors there are.

    Raises what onnxruntime raises, bare exceptions of its own, for a missing or damaged file.
    """
    os.environ[TELEMETRY_OFF] = "1"
    # Imported here: only who asks needs it, and it must see the setting above.
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
