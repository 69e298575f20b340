"""Runs a command on a terminal of its own and types what it is asked for.

    terminal.py '[["Password", "secret"], ...]' COMMAND...

Prints everything that the terminal showed; ends with the status of the command.
"""

import json
import os
import pty
import select
import sys

PATIENCE = 60

answers, command = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
shown, seen = b"", 0
while True:
    if not select.select([terminal], [], [], PATIENCE)[0]:
        sys.exit(f"nothing happens after {shown!r}")
    try:
        part = os.read(terminal, 65536)
    except OSError:
        break
    if not part:
        break
    shown += part
    # What was shown before the last answer does not ask again.
    if answers and answers[0][0].encode() in shown[seen:]:
        os.write(terminal, answers.pop(0)[1].encode("latin-1") + b"\n")
        seen = len(shown)
sys.stdout.buffer.write(shown.replace(b"\r\n", b"\n"))
sys.stdout.flush()
if answers:
    sys.exit(f"never asked: {answers}")
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
