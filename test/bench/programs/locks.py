# The same as locks.ts, for Python's multiprocessing.
import json
import sys
import time
from multiprocessing import Event, Lock, Process


def hold_often(lock, ready, count):
    ready.wait()
    for _ in range(count):
        lock.acquire()
        lock.release()


def echo(there, back, count):
    for _ in range(count):
        there.wait()
        there.clear()
        back.set()


if __name__ == "__main__":
    count = int(sys.argv[1])
    lock, ready = Lock(), Event()
    ready.set()
    begin = time.perf_counter()
    hold_often(lock, ready, count)
    uncontended = (time.perf_counter() - begin) / count * 1e6

    ready.clear()
    rival = Process(target=hold_often, args=(lock, ready, count))
    rival.start()
    ready.set()
    begin = time.perf_counter()
    hold_often(lock, ready, count)
    rival.join()
    contended = (time.perf_counter() - begin) / (2 * count) * 1e6

    there, back = Event(), Event()
    echoing = Process(target=echo, args=(there, back, count))
    echoing.start()
    trips = []
    for _ in range(count):
        begin = time.perf_counter()
        there.set()
        back.wait()
        back.clear()
        trips.append((time.perf_counter() - begin) * 1e6)
    echoing.join()
    steady = sorted(trips[len(trips) // 10:])
    print(json.dumps({"uncontended": uncontended, "contended": contended, "event": steady[len(steady) // 2]}))
