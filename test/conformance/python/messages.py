import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, set_start_method


def producer(messages):
    for i in range(5):
        messages.put(f'Message {i}')


def consumer(messages):
    while not messages.empty():
        print('Consumed:', messages.get())


def main():
    messages = Queue()
    for target in producer, consumer:
        process = Process(target=target, args=(messages,))
        process.start()
        process.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
