import whole_lines  # noqa: F401
from multiprocessing import Process, Queue, set_start_method
from time import sleep


def greet(names):
    print('(child process) Waiting for name...')
    print('(child process) Well, hi', names.get())


def main():
    names = Queue()
    Process(target=greet, args=(names,)).start()
    sleep(5)
    print("(parent process) Ok, I'll send the name")
    names.put('Jimmy')


if __name__ == '__main__':
    set_start_method('spawn')
    main()
