import whole_lines  # noqa: F401
from multiprocessing import Event, Manager, Process, set_start_method


def producer(shared, event):
    shared.value = 'This is the value'
    event.set()


def consumer(shared, event, asked):
    try:
        print('Before event:', shared.value)
    except AttributeError as error:
        print('Before event, error:', error)
    asked.set()
    event.wait()
    print('After event:', shared.value)


def main():
    with Manager() as manager:
        shared, event, asked = manager.Namespace(), Event(), Event()
        gets = Process(target=consumer, args=(shared, event, asked))
        gets.start()
        asked.wait()
        sets = Process(target=producer, args=(shared, event))
        sets.start()
        gets.join()
        sets.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
