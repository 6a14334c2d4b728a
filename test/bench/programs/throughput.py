# The same as throughput.ts, for Python's multiprocessing.
import json
import sys
import time
from multiprocessing import Process, Queue

PAYLOADS = {
    "int": lambda i: i,
    "object": lambda i: {"id": i, "name": "item number", "tags": ["a", "b"], "nested": {"ok": True, "score": 0.5}, "note": "x" * 20},
    "string": lambda i: str(i).ljust(1000, "x"),
    "bytes": lambda i: bytes(1_000_000),
}


def produce(q, kind, count):
    make = PAYLOADS[kind]
    for i in range(count):
        q.put(make(i))


def consume(q, reports):
    first = last = got = 0
    while True:
        item = q.get()
        last = time.time()
        if got == 0:
            first = last
        if item is None:
            break
        got += 1
    reports.put((first, last, got))


if __name__ == "__main__":
    kind, count, producers, consumers, maxsize = sys.argv[1], *map(int, sys.argv[2:6])
    q, reports = Queue(maxsize), Queue()
    each = count // producers
    consuming = [Process(target=consume, args=(q, reports)) for _ in range(consumers)]
    producing = [Process(target=produce, args=(q, kind, each)) for _ in range(producers)]
    for p in consuming + producing:
        p.start()
    for p in producing:
        p.join()
    for _ in consuming:
        q.put(None)
    got = [reports.get() for _ in consuming]
    assert sum(g for _, _, g in got) == each * producers
    seconds = max(last for _, last, _ in got) - min(first for first, _, g in got if g > 0)
    print(json.dumps({"perSecond": each * producers / seconds}))
