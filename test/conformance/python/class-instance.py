import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, current_process, set_start_method


class Entertainer:
    def __init__(self, name):
        self.name = name

    def perform(self):
        print(f'Doing something fancy in {current_process().name} for {self.name}!')


def worker(entertainers):
    entertainers.get().perform()


def main():
    entertainers = Queue()
    process = Process(target=worker, args=(entertainers,))
    process.start()
    entertainers.put(Entertainer('Fancy Dan'))
    entertainers.close()
    entertainers.join_thread()
    process.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
