# The same as ping-pong.ts, for Python's multiprocessing.
import json
import sys
import time
from multiprocessing import Process, Queue


def echo(there, back, count):
    for _ in range(count):
        back.put(there.get())


if __name__ == "__main__":
    count = int(sys.argv[1])
    there, back = Queue(), Queue()
    p = Process(target=echo, args=(there, back, count))
    p.start()
    times = []
    for i in range(count):
        begin = time.perf_counter()
        there.put(i)
        back.get()
        times.append((time.perf_counter() - begin) * 1e6)
    p.join()
    steady = sorted(times[len(times) // 10:])
    print(json.dumps({"p50": steady[len(steady) // 2], "p99": steady[int(len(steady) * 0.99)]}))
