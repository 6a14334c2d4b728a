import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, set_start_method
from random import randint, random
from time import sleep


def producer(numbers):
    for _ in range(5):
        number = randint(1, 100)
        numbers.put(number)
        print(f'Producer: Put {number} into the queue.')
        sleep(random())


def consumer(numbers):
    for number in iter(numbers.get, None):
        print(f'Consumer: Got {number} from the queue.')
        sleep(random())
    print('Consumer: Received termination signal.')


def main():
    numbers = Queue()
    puts = Process(target=producer, args=(numbers,))
    gets = Process(target=consumer, args=(numbers,))
    puts.start()
    gets.start()
    puts.join()
    numbers.put(None)
    gets.join()
    print('Done!')


if __name__ == '__main__':
    set_start_method('spawn')
    main()
