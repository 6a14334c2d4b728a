# The same as pool.ts, for Python's multiprocessing.
import json
import multiprocessing
import sys
import time


def trivial(x):
    return x + 1


def busy(x):
    end = time.perf_counter() + 0.001
    while time.perf_counter() < end:
        pass
    return x + 1


if __name__ == "__main__":
    count, ms, rounds = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    task = trivial if ms == "0" else busy
    items = list(range(count))
    with multiprocessing.Pool(2) as pool:
        pool.map(task, [1, 2, 3, 4], chunksize=1)
        speeds = []
        for _ in range(rounds):
            begin = time.perf_counter()
            results = pool.map(task, items)
            speeds.append(count / (time.perf_counter() - begin))
            assert len(results) == count and results[-1] == count
    speeds.sort()
    print(json.dumps({"perSecond": speeds[len(speeds) // 2]}))
