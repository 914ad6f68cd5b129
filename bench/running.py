"""What the scripts beside this one share: free ports, processes that end with the script, and the gateway among them."""
import json, os, re, shutil, signal, socket, subprocess, sys, tempfile, time, urllib.error, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.join(ROOT, 'arobase')
PATIENCE = 120        # seconds, the first build included


class Running:
    """A folder and the processes that write there; at the end of its `with` all are gone."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='bench-')
        self.processes = []

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        for p in reversed(self.processes):
            p.send_signal(signal.SIGTERM)
        for p in self.processes:
            try:
                p.wait(15)
            except subprocess.TimeoutExpired:
                p.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def file(self, name):
        return os.path.join(self.folder, name)

    def start(self, command, **options):
        self.processes.append(subprocess.Popen(command, **options))
        return self.processes[-1]

    def gateway(self, program, config):
        """Starts it with this routes.yaml, given as a dictionary; the machine's own keys and settings stay out."""
        with open(self.file('routes.yaml'), 'w') as f:
            json.dump(config, f)
        env = {k: v for k, v in os.environ.items() if k == 'AROBASE_JAVA_OPTS' or not re.search(r'_API_KEY$|_TOKEN$|^AROBASE_', k)}
        with open(self.file('gateway.log'), 'w') as log:
            return self.start([program, 'serve', '-c', self.file('routes.yaml'), '--data-dir', self.file('data')], stdout=log, stderr=log, env=env)


def resident(pid):
    """The resident set of a process in MB."""
    with open('/proc/%d/status' % pid) as f:
        return int(re.search(r'VmRSS:\s+(\d+) kB', f.read()).group(1)) / 1000


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def wait_until(what, true):
    end = time.time() + PATIENCE
    while time.time() < end:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.1)
    sys.exit(what)


def wait_for_port(port):
    def listens():
        socket.create_connection(('127.0.0.1', port)).close()
        return True
    wait_until('nothing listens on port %d' % port, listens)


def wait_for_gateway(port):
    """An answer other than 200 is an OSError of its own."""
    wait_until('the gateway on port %d is not ready' % port,
               lambda: urllib.request.urlopen('http://127.0.0.1:%d/readyz' % port, timeout=2).status == 200)
