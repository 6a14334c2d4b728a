import whole_lines  # noqa: F401
from multiprocessing import Condition, Process, Semaphore, current_process, set_start_method
from time import sleep


def first(condition):
    name = current_process().name
    print('Starting', name)
    with condition:
        print(name, 'done and ready for stage 2')
        condition.notify_all()


def second(condition, there):
    name = current_process().name
    print('Starting', name)
    with condition:
        there.release()
        condition.wait()
        print(name, 'running')


def main():
    condition, there = Condition(), Semaphore(0)
    clients = [Process(name=f'stage_2[{i}]', target=second, args=(condition, there)) for i in (1, 2)]
    for client in clients:
        client.start()
        there.acquire()
        sleep(1)
    s1 = Process(name='s1', target=first, args=(condition,))
    s1.start()
    for process in s1, *clients:
        process.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
