# The same as start.ts, for Python's multiprocessing: the fourth argument is the start method.
import json
import multiprocessing
import sys
import time

PAUSE_SECONDS = 0.15


def report(times):
    times.put(time.time())


def one(context, times, pause=0):
    time.sleep(pause)
    begin = time.time()
    p = context.Process(target=report, args=(times,))
    p.start()
    ms = (times.get() - begin) * 1000
    p.join()
    return ms


def median(values):
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    warm, sequence, burst = (int(text) for text in sys.argv[1:4])
    context = multiprocessing.get_context(sys.argv[4])
    times = context.Queue()
    first = one(context, times)
    paused = [one(context, times, PAUSE_SECONDS) for _ in range(warm)]
    unpaused = [one(context, times) for _ in range(sequence)]
    time.sleep(PAUSE_SECONDS)
    begin = time.time()
    many = [context.Process(target=report, args=(times,)) for _ in range(burst)]
    for p in many:
        p.start()
    last = max(times.get() for _ in many)
    for p in many:
        p.join()
    print(json.dumps({"first": first, "warm": median(paused), "median": median(unpaused), "burst": (last - begin) * 1000}))
