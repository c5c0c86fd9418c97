"""measure.py FILE COMMAND…: runs a command and writes its CPU seconds and greatest resident memory in MB, as JSON.

Linux counts towards a process's greatest memory what the process that started it held, so a small one starts it.
"""
import os
import sys

process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "w") as file:
    file.write('{"cpu": %r, "memory": %r}' % (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024))
sys.exit(os.waitstatus_to_exitcode(status))
