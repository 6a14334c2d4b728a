import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, set_start_method
from time import sleep


def greet(names):
    print('(child process) Waiting for name...')
    print('(child process) Well, hi', names.get())


def main():
    names = Queue()
    child = Process(target=greet, args=(names,))
    child.start()
    sleep(5)
    print("(parent process) Ok, I'll send the name")
    names.put('Jimmy')
    # a child that begins late finds only what its parent still has: this one must not end first
    child.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
