import whole_lines  # noqa: F401
from multiprocessing import Pool, cpu_count, current_process, set_start_method
from sys import argv


def double(number):
    return number * 2


def say_hello():
    print('Starting', current_process().name)


def main(most_tasks, chunksize):
    numbers = list(range(10))
    print('Input   :', numbers)
    print('Built-in:', list(map(double, numbers)))
    pool = Pool(processes=cpu_count() * 2, initializer=say_hello, maxtasksperchild=most_tasks)
    doubled = pool.map(double, numbers, chunksize)
    pool.close()
    pool.join()
    print('Pool    :', doubled)


if __name__ == '__main__':
    set_start_method('spawn')
    main(*((2, 1) if argv[1:] == ['replaced'] else (None, None)))
