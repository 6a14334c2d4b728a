# The same as start.ts, for Python's multiprocessing: the third argument is the start method.
import json
import multiprocessing
import sys
import time


def report(times):
    times.put(time.time())


def one(context, times):
    begin = time.time()
    p = context.Process(target=report, args=(times,))
    p.start()
    ms = (times.get() - begin) * 1000
    p.join()
    return ms


if __name__ == "__main__":
    count, burst, method = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    context = multiprocessing.get_context(method)
    times = context.Queue()
    first = one(context, times)
    sequence = sorted(one(context, times) for _ in range(count))
    begin = time.time()
    many = [context.Process(target=report, args=(times,)) for _ in range(burst)]
    for p in many:
        p.start()
    last = max(times.get() for _ in many)
    for p in many:
        p.join()
    print(json.dumps({"first": first, "median": sequence[len(sequence) // 2], "burst": (last - begin) * 1000}))
