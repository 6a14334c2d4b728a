import whole_lines  # noqa: F401
from multiprocessing import Lock, Manager, Process, Semaphore, current_process, set_start_method
from random import random
from time import sleep


def shown(active, lock):
    with lock:
        return list(active)


def worker(three, active, lock):
    name = current_process().name
    with three:
        with lock:
            active.append(name)
        print(f'Activating {name} now running {shown(active, lock)}')
        sleep(random())
        with lock:
            active.remove(name)


def main():
    with Manager() as manager:
        active, lock, three = manager.list(), Lock(), Semaphore(3)
        jobs = [Process(name=str(i), target=worker, args=(three, active, lock)) for i in range(10)]
        for job in jobs:
            job.start()
        for job in jobs:
            while job.is_alive():
                print('Now running', shown(active, lock))
                job.join(0.1)
        print('Now running', shown(active, lock))


if __name__ == '__main__':
    set_start_method('spawn')
    main()
