# The same as memory.ts for Python's multiprocessing, which has no broker: the argument is the start method.
import json
import multiprocessing
import os
import re
import sys
import time

REST_SECONDS = 0.5


def waits(items, up):
    up.put(os.getpid())
    items.get()


def resident_mb(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024


if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    items, up = context.Queue(), context.Queue()
    p = context.Process(target=waits, args=(items, up))
    p.start()
    pid = up.get()
    time.sleep(REST_SECONDS)
    print(json.dumps({"idle": resident_mb(pid)}))
    items.put(0)
    p.join()
