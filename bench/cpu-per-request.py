#!/usr/bin/env python3
"""CPU microseconds per answer: the gateway beside nginx with one worker, over the same fake upstream.

    bench/cpu-per-request.py [--seconds 8] [--connections 16] [--rounds 5] [--over-time] [--only plain|stream] [--program ./arobase]

Two rows: a plain chat answer of 1 KB, and a stream of 50 events that come 2 ms apart (nginx with proxy_buffering off, as a
stream needs it). Needs nginx and wrk on the PATH and a built ./arobase, which is started by its own launcher, with the flags it
has for everybody; AROBASE_JAVA_OPTS adds to them. Everything runs on 127.0.0.1 and stops by itself.

What is measured is the processes' own CPU time (user + system) over the number of answers, so that the load generator and the
upstream don't count. Round by round the two proxies take turns, and the ratio is taken within a round, since machines drift. The
gateway's figure is all of its threads'; beside it stands what of it the event loops took. Before the first round the gateway is
warmed up until its figure has stopped falling: --over-time shows how, window by window.
"""
import argparse, asyncio, json, os, re, shutil, statistics, subprocess, sys, threading

from running import PROGRAM, Running, free_port, wait_for_gateway, wait_for_port

TICK = os.sysconf('SC_CLK_TCK')
KEY = 'bench-client-key'
EVENTS = 50
GAP = 0.002           # seconds between two events of a stream
WINDOW = 5            # seconds of one window of the warm-up
STEADY = 4            # windows without a new low: warm
NOTABLE = 0.02        # a new low is one lower than the last by this share
LONGEST_WARM_UP = 60  # windows


def ticks(stat_file):
    with open(stat_file) as f:
        fields = f.read().rsplit(')', 1)[1].split()
    return int(fields[11]) + int(fields[12])


def cpu(pid):
    """Seconds of user and system time of a process and its living children, and of its event loops' threads alone."""
    total = sum(ticks('/proc/%d/stat' % p) for p in [pid] + children(pid))
    loops = 0
    for thread in os.listdir('/proc/%d/task' % pid):
        try:
            with open('/proc/%d/task/%s/comm' % (pid, thread)) as f:
                if f.read().startswith('vert.x-eventloo'):
                    loops += ticks('/proc/%d/task/%s/stat' % (pid, thread))
        except OSError:
            pass          # it has ended
    return total / TICK, loops / TICK


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


def nginx(running, name, server):
    conf = running.file(name + '.conf')
    with open(conf, 'w') as f:
        f.write('''worker_processes 1; daemon off; pid %(folder)s/%(name)s.pid; error_log stderr crit;
events { worker_connections 4096; }
http { access_log off; keepalive_requests 1000000; client_body_buffer_size 64k; client_max_body_size 64m;
client_body_temp_path %(folder)s/b; proxy_temp_path %(folder)s/p; fastcgi_temp_path %(folder)s/f; uwsgi_temp_path %(folder)s/u; scgi_temp_path %(folder)s/s;
%(server)s }''' % {'folder': running.folder, 'name': name, 'server': server})
    return running.start(['nginx', '-p', running.folder, '-c', conf])


def stream_upstream(port):
    """Serves streams of EVENTS events, GAP apart, from a thread of this program."""
    def chunk(event):
        data = ('data: ' + (event if isinstance(event, str) else json.dumps(event)) + '\n\n').encode()
        return b'%x\r\n%s\r\n' % (len(data), data)

    def delta(**choice):
        return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1764000000, "model": "m",
                "choices": [dict({"index": 0, "delta": {}, "finish_reason": None}, **choice)]}
    head = b'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n'
    events = [chunk(delta(delta={"role": "assistant", "content": ""}))]
    events += [chunk(delta(delta={"content": " word%d" % i})) for i in range(EVENTS - 4)]
    events += [chunk(delta(finish_reason="stop")),
               chunk({"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1764000000, "model": "m", "choices": [],
                      "usage": {"prompt_tokens": 12, "completion_tokens": 46, "total_tokens": 58}}),
               chunk('[DONE]') + b'0\r\n\r\n']

    async def serve(reader, writer):
        try:
            while True:
                request = (await reader.readuntil(b'\r\n\r\n')).lower()
                length = re.search(rb'\r\ncontent-length: *(\d+)', request)
                await reader.readexactly(int(length.group(1)) if length else 0)
                writer.write(head)
                for event in events:
                    await asyncio.sleep(GAP)
                    if writer.is_closing():
                        return          # the load has ended
                    writer.write(event)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run():
        server = await asyncio.start_server(serve, '127.0.0.1', port)
        await server.serve_forever()
    threading.Thread(target=lambda: asyncio.run(run()), daemon=True).start()


class Load:
    """One row: what is asked, and of which port of each proxy."""

    def __init__(self, running, row, connections, ask):
        self.row, self.connections = row, connections
        self.script = running.file(row + '.lua')
        with open(self.script, 'w') as f:
            f.write('wrk.method="POST"\nwrk.headers["Content-Type"]="application/json"\nwrk.headers["Authorization"]="Bearer %s"\nwrk.body=[==[%s]==]\n'
                    % (KEY, json.dumps(ask)))

    def on(self, port, pid, seconds):
        """CPU microseconds per answer of the whole process, of its event loops, and answers per second."""
        before = cpu(pid)
        out = subprocess.run(['wrk', '-t1', '-c%d' % self.connections, '-d%ds' % seconds, '--timeout', '30s', '-s', self.script, 'http://127.0.0.1:%d/v1/chat/completions' % port],
                             capture_output=True, text=True).stdout
        after = cpu(pid)
        n = int(re.search(r'(\d+) requests in', out).group(1))
        bad = re.search(r'Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)', out)
        if bad or not n:
            sys.exit('not every answer was a 200:\n' + out)
        return (after[0] - before[0]) / n * 1e6, (after[1] - before[1]) / n * 1e6, n / seconds

    def warm_up(self, port, pid, told):
        low, since = float('inf'), 0
        for window in range(LONGEST_WARM_UP):
            all_threads, loops, rate = self.on(port, pid, WINDOW)
            if told:
                print('%s, after %3d s: %.1f us (event loops %.1f), %.0f/s' % (self.row, (window + 1) * WINDOW, all_threads, loops, rate), flush=True)
            since = 0 if all_threads < low * (1 - NOTABLE) else since + 1
            low = min(low, all_threads)
            if since >= STEADY:
                return


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--seconds', type=int, default=8, help='of one measurement')
    ap.add_argument('--connections', type=int, default=16, help='of the plain row; the stream has four times as many')
    ap.add_argument('--rounds', type=int, default=5)
    ap.add_argument('--over-time', action='store_true', help='show the warm-up, window by window')
    ap.add_argument('--only', choices=('plain', 'stream'))
    ap.add_argument('--program', default=PROGRAM)
    a = ap.parse_args()
    for tool in ('nginx', 'wrk'):
        if not shutil.which(tool):
            sys.exit('%s is not installed' % tool)
    with Running() as running:
        up, stream_up, gw = free_port(), free_port(), free_port()
        proxies = {'plain': free_port(), 'stream': free_port()}
        answer = json.dumps({"id": "chatcmpl-1", "object": "chat.completion", "created": 1764000000, "model": "m", "choices": [
            {"index": 0, "message": {"role": "assistant", "content": "x" * 700}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 12, "completion_tokens": 15, "total_tokens": 27}})
        nginx(running, 'upstream', "server { listen 127.0.0.1:%d; location / { default_type application/json; return 200 '%s'; } }" % (up, answer))
        stream_upstream(stream_up)
        proxy = '''upstream %s { server 127.0.0.1:%d; keepalive 256; keepalive_requests 1000000; }
server { listen 127.0.0.1:%d; location / { proxy_pass http://%s; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering %s; } }'''
        beside = nginx(running, 'proxy', proxy % ('plain', up, proxies['plain'], 'plain', 'on') + proxy % ('stream', stream_up, proxies['stream'], 'stream', 'off'))
        program = running.gateway(a.program, {
            "server": {"port": gw}, "auth": {"keys": [{"name": "bench", "key": KEY}]},
            "providers": {name: {"base_url": "http://127.0.0.1:%d/v1" % port, "api_key": "bench-upstream-key", "models": {"list": ["Some/Model"]}}
                          for name, port in (('plain', up), ('stream', stream_up))}})
        messages = [{"role": "user", "content": "y" * 900}]
        loads = [Load(running, 'plain', a.connections, {"model": "@plain/some/model", "messages": messages, "temperature": 0.7}),
                 Load(running, 'stream', a.connections * 4, {"model": "@stream/some/model", "messages": messages, "stream": True})]
        for port in [up, stream_up, *proxies.values()]:
            wait_for_port(port)
        wait_for_gateway(gw)

        for load in loads:
            if a.only and load.row != a.only:
                continue
            load.warm_up(gw, program.pid, a.over_time)
            rows = []
            for i in range(a.rounds):
                ours, loops, rate = load.on(gw, program.pid, a.seconds)
                theirs, _, their_rate = load.on(proxies[load.row], beside.pid, a.seconds)
                rows.append((ours, loops, theirs, ours / theirs))
                print('%s, round %d: gateway %.1f us (event loops %.1f; %.0f/s), nginx %.1f us (%.0f/s), ratio %.2f'
                      % (load.row, i + 1, ours, loops, rate, theirs, their_rate, ours / theirs), flush=True)
            print('%s, median: gateway %.1f us (event loops %.1f), nginx %.1f us, ratio %.2f' % ((load.row,) + tuple(map(statistics.median, zip(*rows)))), flush=True)


if __name__ == '__main__':
    main()
