#!/usr/bin/env python3
"""CPU microseconds per 1 KB chat request: the gateway beside nginx with one worker, over the same fast fake upstream.

    bench/cpu-per-request.py [--seconds 8] [--connections 16] [--rounds 3]

Needs nginx and wrk on the PATH and a built ./arobase. Everything runs on 127.0.0.1 and stops by itself. What is measured is
the processes' own CPU time (user + system) over the number of answers, so that the load generator and the upstream don't
count. Round by round, the two proxies take turns; the ratio is taken within a round, since machines drift.
"""
import argparse, json, os, re, shutil, signal, socket, statistics, subprocess, sys, tempfile, time, urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TICK = os.sysconf('SC_CLK_TCK')
KEY = 'bench-client-key'


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def cpu_seconds(pid):
    """User and system time of a process and its living children."""
    total = 0
    for p in [pid] + children(pid):
        with open('/proc/%d/stat' % p) as f:
            fields = f.read().rsplit(')', 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def children(pid):
    out = []
    for p in filter(str.isdigit, os.listdir('/proc')):
        try:
            with open('/proc/%s/stat' % p) as f:
                if int(f.read().rsplit(')', 1)[1].split()[1]) == pid:
                    out.append(int(p))
        except (OSError, IndexError):
            pass
    return out


def wait_for(port, path='/'):
    end = time.time() + 60
    while time.time() < end:
        try:
            urllib.request.urlopen('http://127.0.0.1:%d%s' % (port, path), timeout=2)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    sys.exit('nothing answers on port %d' % port)


def nginx(folder, name, server):
    conf = os.path.join(folder, name + '.conf')
    with open(conf, 'w') as f:
        f.write('''worker_processes 1; daemon off; pid %s/%s.pid; error_log stderr crit;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000; client_body_buffer_size 64k; client_max_body_size 64m; client_body_temp_path %s/b; proxy_temp_path %s/p;
fastcgi_temp_path %s/f; uwsgi_temp_path %s/u; scgi_temp_path %s/s;
%s }''' % (folder, name, folder, folder, folder, folder, folder, server))
    return subprocess.Popen(['nginx', '-p', folder, '-c', conf])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--seconds', type=int, default=8)
    ap.add_argument('--connections', type=int, default=16)
    ap.add_argument('--rounds', type=int, default=3)
    a = ap.parse_args()
    for tool in ('nginx', 'wrk'):
        if not shutil.which(tool):
            sys.exit('%s is not installed' % tool)
    folder = tempfile.mkdtemp(prefix='bench-')
    running = []
    try:
        up, proxy, gw = free_port(), free_port(), free_port()
        answer = json.dumps({"id": "chatcmpl-1", "object": "chat.completion", "created": 1764000000, "model": "m", "choices": [
            {"index": 0, "message": {"role": "assistant", "content": "x" * 700}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 12, "completion_tokens": 15, "total_tokens": 27}})
        running.append(nginx(folder, 'upstream', "server { listen 127.0.0.1:%d; location / { default_type application/json; return 200 '%s'; } }" % (up, answer)))
        beside = nginx(folder, 'proxy', '''upstream u { server 127.0.0.1:%d; keepalive 64; keepalive_requests 1000000; }
server { listen 127.0.0.1:%d; location / { proxy_pass http://u; proxy_http_version 1.1; proxy_set_header Connection ""; } }''' % (up, proxy))
        running.append(beside)
        with open(os.path.join(folder, 'routes.yaml'), 'w') as f:
            json.dump({"server": {"port": gw}, "auth": {"keys": [{"name": "bench", "key": KEY}]},
                       "providers": {"fake": {"base_url": "http://127.0.0.1:%d/v1" % up, "api_key": "bench-upstream-key", "models": {"list": ["Some/Model"]}}}}, f)
        env = {k: v for k, v in os.environ.items() if not re.search(r'_API_KEY$|_TOKEN$|^AROBASE_', k)}
        log = open(os.path.join(folder, 'gateway.log'), 'w')
        program = subprocess.Popen([os.path.join(ROOT, 'arobase'), 'serve', '-c', os.path.join(folder, 'routes.yaml'), '--data-dir', os.path.join(folder, 'data')],
                                   stdout=log, stderr=log, env=env)
        running.append(program)
        body = json.dumps({"model": "@fake/some/model", "messages": [{"role": "user", "content": "y" * 900}], "temperature": 0.7})
        script = os.path.join(folder, 'post.lua')
        with open(script, 'w') as f:
            f.write('wrk.method="POST"\nwrk.headers["Content-Type"]="application/json"\nwrk.headers["Authorization"]="Bearer %s"\nwrk.body=[==[%s]==]\n' % (KEY, body))
        wait_for(up)
        wait_for(proxy)
        wait_for(gw, '/readyz')

        def load(port, pid, seconds):
            before = cpu_seconds(pid)
            out = subprocess.run(['wrk', '-t1', '-c%d' % a.connections, '-d%ds' % seconds, '-s', script, 'http://127.0.0.1:%d/v1/chat/completions' % port],
                                 capture_output=True, text=True).stdout
            spent = cpu_seconds(pid) - before
            n = int(re.search(r'(\d+) requests in', out).group(1))
            bad = re.search(r'Non-2xx or 3xx responses: (\d+)', out)
            if bad or not n:
                sys.exit('not every answer was a 200:\n' + out)
            return spent / n * 1e6, n / seconds

        load(gw, program.pid, max(20, a.seconds * 2))     # the JIT has its say first
        rows = []
        for i in range(a.rounds):
            ours, rate = load(gw, program.pid, a.seconds)
            theirs, their_rate = load(proxy, beside.pid, a.seconds)
            rows.append((ours, theirs))
            print('round %d: gateway %.1f us (%.0f/s), nginx %.1f us (%.0f/s), ratio %.2f' % (i + 1, ours, rate, theirs, their_rate, ours / theirs))
        print('median: gateway %.1f us, nginx %.1f us, ratio %.2f' % (statistics.median(r[0] for r in rows), statistics.median(r[1] for r in rows),
                                                                     statistics.median(r[0] / r[1] for r in rows)))
    finally:
        for p in reversed(running):
            p.send_signal(signal.SIGTERM)
        for p in running:
            try:
                p.wait(15)
            except subprocess.TimeoutExpired:
                p.kill()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    main()
