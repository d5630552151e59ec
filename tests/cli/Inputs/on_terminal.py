# SPDX-License-Identifier: Apache-2.0
"""Runs a command whose standard error is a terminal, prints what arrives there and ends with its status."""

import os
import pty
import subprocess
import sys

ours, theirs = pty.openpty()
process = subprocess.Popen(sys.argv[1:], stderr=theirs)
os.close(theirs)
while True:
    try:
        data = os.read(ours, 4096)
    except OSError:  # The other end is closed.
        break
    if not data:
        break
    sys.stdout.buffer.write(data)
sys.exit(process.wait())
