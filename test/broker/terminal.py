# A command under a terminal of its own, driven by lines of JSON on standard input; what the terminal shows goes to standard output.
# {"write": text}  {"resize": [columns, rows]}  {"stop": true}: nobody reads the terminal  {"go": true}  {"close": true}: it is closed
import fcntl, json, os, pty, select, signal, struct, sys, termios


def set_size(master, columns, rows):
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


pid, master = pty.fork()
if pid == 0:
    # the size is set before anything asks for it
    set_size(0, 100, 40)
    os.execvp(sys.argv[1], sys.argv[1:])

reading = True
rest = b""
inputs = {0}
status = None
while status is None or (master is not None and reading):
    sources = list(inputs) + ([master] if master is not None and reading else [])
    ready, _, _ = select.select(sources, [], [], 0.02)
    if master in ready:
        try:
            data = os.read(master, 65536)
        except OSError:
            data = b""
        if not data:
            os.close(master)
            master = None
        while data:
            data = data[os.write(1, data):]
    elif master is not None and status is not None:
        break
    if 0 in ready:
        chunk = os.read(0, 65536)
        if not chunk:
            inputs.discard(0)
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            wish = json.loads(line)
            if "write" in wish:
                os.write(master, wish["write"].encode())
            if "resize" in wish:
                set_size(master, *wish["resize"])
            if "stop" in wish:
                reading = False
            if "go" in wish:
                reading = True
            if "close" in wish:
                os.close(master)
                master = None
    if status is None:
        ended, code = os.waitpid(pid, os.WNOHANG)
        if ended:
            status = os.waitstatus_to_exitcode(code)
sys.exit(status if status >= 0 else 128 - status)
