import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, set_start_method
from time import sleep


def producer(messages):
    sleep(1)
    for i in range(5):
        messages.put(f'Message {i}')


def consumer(messages):
    consumed = 0
    while not messages.empty():
        print('Consumed:', messages.get())
        consumed += 1
    print('consumed', consumed)


def main():
    messages = Queue()
    gets = Process(target=consumer, args=(messages,))
    puts = Process(target=producer, args=(messages,))
    gets.start()
    puts.start()
    puts.join()
    gets.join()
    print('left behind', messages.qsize())
    while not messages.empty():
        messages.get()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
