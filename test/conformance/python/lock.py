import whole_lines  # noqa: F401
from multiprocessing import Lock, Process, set_start_method
from time import sleep


def by_with(lock):
    with lock:
        print('Lock acquired via with')
        sleep(0.5)


def by_hand(lock):
    lock.acquire()
    try:
        print('Lock acquired directly')
        sleep(0.5)
    finally:
        lock.release()


def main():
    lock = Lock()
    both = [Process(target=target, args=(lock,)) for target in (by_with, by_hand)]
    for process in both:
        process.start()
    for process in both:
        process.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
