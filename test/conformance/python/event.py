import whole_lines  # noqa: F401
from multiprocessing import Event, Process, set_start_method
from time import sleep


def wait_for_event(event):
    print('wait_for_event: starting')
    event.wait()
    print('wait_for_event: e.is_set()->', event.is_set())


def wait_for_event_timeout(event, seconds):
    print('wait_for_event_timeout: starting')
    event.wait(seconds)
    print('wait_for_event_timeout: e.is_set()->', event.is_set())


def main():
    event = Event()
    patient = Process(name='block', target=wait_for_event, args=(event,))
    impatient = Process(name='non-block', target=wait_for_event_timeout, args=(event, 2))
    patient.start()
    impatient.start()
    print('main: waiting before calling Event.set()')
    sleep(3)
    event.set()
    print('main: event is set')
    patient.join()
    impatient.join()


if __name__ == '__main__':
    set_start_method('spawn')
    main()
