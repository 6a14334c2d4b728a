import whole_lines  # noqa: F401
from multiprocessing import JoinableQueue, Process, Queue, cpu_count, set_start_method
from sys import argv
from time import sleep


class Task:
    def __init__(self, a, b):
        self.a = a
        self.b = b

    def run(self):
        sleep(0.1)
        return f'{self} = {self.a * self.b}'

    def __str__(self):
        return f'{self.a} * {self.b}'


class Consumer(Process):
    """Marks its tasks as done where their queue can be joined."""

    def __init__(self, tasks, results):
        super().__init__()
        self.tasks = tasks
        self.results = results

    def run(self):
        done = getattr(self.tasks, 'task_done', lambda: None)
        for task in iter(self.tasks.get, None):
            print(f'{self.name}: {task}')
            self.results.put(task.run())
            done()
        print(f'{self.name}: Exiting')
        done()


def main(tasks):
    results = Queue()
    consumers = [Consumer(tasks, results) for _ in range(cpu_count() * 2)]
    print('Creating', len(consumers), 'consumers')
    for consumer in consumers:
        consumer.start()
    for i in range(10):
        tasks.put(Task(i, i))
    for _ in consumers:
        tasks.put(None)
    if isinstance(tasks, type(JoinableQueue())):
        tasks.join()
    for _ in range(10):
        print('Result:', results.get())
    # a child that begins late finds only what its parent still has: the main process must not end first
    for consumer in consumers:
        consumer.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main(JoinableQueue() if argv[1:] == ['joined'] else Queue())
