import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, set_start_method

SENTINEL = -1


def creator(numbers, q):
    print('Creating data and putting it on the queue')
    for number in numbers:
        q.put(number)


def consumer(q):
    number = None
    while number != SENTINEL:
        number = q.get()
        print('data found to be processed:', number)
        print(number * 2)


def main():
    q = Queue()
    both = [Process(target=creator, args=([5, 10, 13, SENTINEL], q)), Process(target=consumer, args=(q,))]
    for process in both:
        process.start()
    q.close()
    q.join_thread()
    for process in both:
        process.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
