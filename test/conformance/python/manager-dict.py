import whole_lines  # noqa: F401
from multiprocessing import Manager, Process, set_start_method


def worker(results, key, value):
    results[key] = value


def main():
    with Manager() as manager:
        results = manager.dict()
        jobs = [Process(target=worker, args=(results, i, i * 2)) for i in range(10)]
        for job in jobs:
            job.start()
        for job in jobs:
            job.join()
        print('Results:', results)


if __name__ == '__main__':
    set_start_method('spawn')
    main()
