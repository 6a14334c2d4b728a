import whole_lines  # noqa: F401
from multiprocessing import Pool, set_start_method


def square(x):
    return x * x


def main():
    data = range(10)
    serial = [square(x) for x in data]
    print('Serial  :', serial)
    with Pool() as pool:
        parallel = pool.map(square, data)
    print('Parallel:', parallel)
    print('Equal   :', serial == parallel)


if __name__ == '__main__':
    set_start_method('spawn')
    main()
