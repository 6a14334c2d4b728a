import whole_lines  # noqa: F401
from multiprocessing import Event, Manager, Process, set_start_method


def producer(shared, event):
    shared.list.append('This is the value')
    event.set()


def consumer(shared, event):
    print('Before event:', shared.list)
    event.wait()
    print('After event :', shared.list)


def main():
    with Manager() as manager:
        shared, event = manager.Namespace(list=[]), Event()
        both = [Process(target=consumer, args=(shared, event)), Process(target=producer, args=(shared, event))]
        for process in both:
            process.start()
        for process in both:
            process.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
