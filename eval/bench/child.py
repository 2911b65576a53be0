"""Run a command and print its seconds, its processor seconds, its ``ru_maxrss`` and its exit status after what it says itself: a script of its own, because it must be small.

A child starts out with the memory of the process that forked it, and Linux counts that into its peak. From here that is a few megabytes.
"""

import os
import subprocess
import sys
import time

if __name__ == "__main__":
    start = time.perf_counter()
    child = subprocess.Popen(sys.argv[1:])
    # Only wait4 tells the memory of this one child.
    _, status, usage = os.wait4(child.pid, 0)
    print()
    print(time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
    child.returncode = 0
