#!/usr/bin/env python3
"""What a small request suffers beside big ones, and what memory the big ones leave behind.

    bench/isolation.py [--seconds 8] [--rounds 3] [--program ./arobase]

Needs a built ./arobase and nothing else. Everything runs on 127.0.0.1 and stops by itself. One neighbour sends small chat
requests, each on a new connection, one after the other; beside it, over and over, runs one of

    plain    a plain answer of 448 MB
    bomb     a gzipped answer of 300 KB that unpacks to 300 MB
    event    a stream whose only event has 48 MB: refused at 8 MiB
    leavers  six clients at a time that ask for 448 MB and leave after the first
    all      the first three at once

Round by round, each load and an idle stretch take turns: the slowest neighbour is compared with the slowest one of the same
round's idle stretch, since machines drift. The fake upstream and the load's clients are processes of their own. Memory is
the resident set (VmRSS): before, its highest while the load ran, a few seconds after, and after a full collection.
"""
import argparse, json, os, re, socket, statistics, subprocess, sys, threading, time, zlib

from running import PROGRAM, Running, free_port, resident, wait_for_gateway, wait_for_port

MB = 1_000_000
KEY = 'bench-client-key'
LOADS = ('plain', 'bomb', 'event', 'leavers', 'all')
REST_SECONDS = 10


# ---- the fake upstream, a process of its own -------------------------------------------------------------------------------

def packed(size):
    """A JSON document of so many bytes as one gzip member."""
    coder = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = [coder.compress(b'{"choices":[],"text":"')]
    block = b'w' * MB
    for _ in range(size // MB):
        out.append(coder.compress(block))
    out += [coder.compress(b'"}'), coder.flush()]
    return b''.join(out)


def upstream(port):
    answer = json.dumps({"id": "chatcmpl-1", "object": "chat.completion", "created": 1764000000, "model": "m", "choices": [
        {"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 15, "total_tokens": 27}}).encode()
    bomb = packed(300 * MB)
    block = b'x' * MB

    def head(kind, length, more=''):
        return ('HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n' % (kind, length, more)).encode()

    def large(send, kind, start, blocks, end):
        send(head(kind, len(start) + blocks * MB + len(end)) + start)
        for _ in range(blocks):
            send(block)
        send(end)

    def serve(s):
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        data = b''
        try:
            while True:
                while b'\r\n\r\n' not in data:
                    more = s.recv(65536)
                    if not more:
                        return
                    data += more
                first, data = data.split(b'\r\n\r\n', 1)
                length = int(re.search(rb'(?i)content-length: *(\d+)', first).group(1))
                while len(data) < length:
                    data += s.recv(65536)
                model, data = json.loads(data[:length])['model'], data[length:]
                if model == 'plain':
                    large(s.sendall, 'application/json', b'{"choices":[],"text":"', 448, b'"}')
                elif model == 'bomb':
                    s.sendall(head('application/json', len(bomb), 'Content-Encoding: gzip\r\n') + bomb)
                elif model == 'event':
                    large(s.sendall, 'text/event-stream', b'data: {"choices":[{"index":0,"delta":{"content":"', 48, b'"}}]}\n\ndata: [DONE]\n\n')
                else:
                    s.sendall(head('application/json', len(answer)) + answer)
        except OSError:
            pass
        finally:
            s.close()

    server = socket.create_server(('127.0.0.1', port), backlog=256)
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()


# ---- clients ---------------------------------------------------------------------------------------------------------------

def request(port, model, stream=False):
    body = json.dumps({"model": "@fake/" + model, "stream": stream, "messages": [{"role": "user", "content": "hi"}]}).encode()
    s = socket.create_connection(('127.0.0.1', port))
    s.settimeout(120)
    s.sendall(('POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n'
               'Connection: close\r\nContent-Length: %d\r\n\r\n' % (KEY, len(body))).encode() + body)
    return s


def drain(s, most=None):
    """Reads to the end, or so many bytes; how many came."""
    buffer, got = bytearray(1 << 20), 0
    with s:
        while most is None or got < most:
            n = s.recv_into(buffer)
            if not n:
                break
            got += n
    return got


def load(port, kind, seconds):
    """Repeats one load until the time is over; prints what came."""
    end, runs, got = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        if kind == 'leavers':
            clients = [request(port, 'plain') for _ in range(6)]
            got += sum(drain(s, 1) for s in clients)
        else:
            got += drain(request(port, kind, kind == 'event'))
        runs += 1
    print(runs, got)


def neighbour(port, until):
    """Milliseconds of each small request until the time is over."""
    took = []
    while until():
        began = time.perf_counter()
        s = request(port, 'small')
        answer = b''
        with s:
            while True:
                more = s.recv(65536)
                if not more:
                    break
                answer += more
        took.append((time.perf_counter() - began) * 1000)
        if not answer.startswith(b'HTTP/1.1 200 '):
            sys.exit('a neighbour got: %r' % answer[-600:])
        time.sleep(0.005)
    return took


# ---- the program -----------------------------------------------------------------------------------------------------------

def collect(pid):
    """A full collection, where the JDK's jcmd is at hand."""
    jcmd = os.path.join(os.path.dirname(os.readlink('/proc/%d/exe' % pid)), 'jcmd')
    if os.path.exists(jcmd):
        subprocess.run([jcmd, str(pid), 'GC.run'], capture_output=True)


def measure(port, pid, kind, seconds):
    """Neighbours' times and the highest resident set while a load runs; 'idle' is no load."""
    kinds = {'idle': (), 'all': ('plain', 'bomb', 'event')}.get(kind, (kind,))
    loads = [subprocess.Popen([sys.executable, __file__, '--load', k, '--port', str(port), '--seconds', str(seconds)], stdout=subprocess.PIPE, text=True)
             for k in kinds]
    highest, over = [resident(pid)], threading.Event()

    def watch():
        while not over.wait(0.02):
            highest.append(resident(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    end = time.monotonic() + seconds
    took = neighbour(port, lambda: time.monotonic() < end or any(p.poll() is None for p in loads))
    over.set()
    watcher.join()
    for k, p in zip(kinds, loads):
        runs, got = map(int, p.communicate()[0].split())
        whole = {'plain': 448 * MB, 'bomb': 300 * MB}.get(k)
        if whole and got < whole * runs:
            sys.exit('%s: only %d bytes came in %d answers' % (k, got, runs))
    return took, max(highest)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--seconds', type=float, default=8, help='of each stretch')
    ap.add_argument('--rounds', type=int, default=3)
    ap.add_argument('--loads', default=','.join(LOADS))
    ap.add_argument('--program', default=PROGRAM)
    ap.add_argument('--load', help=argparse.SUPPRESS)
    ap.add_argument('--upstream', action='store_true', help=argparse.SUPPRESS)
    ap.add_argument('--port', type=int, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.upstream:
        return upstream(a.port)
    if a.load:
        return load(a.port, a.load, a.seconds)
    with Running() as running:
        up, gw = free_port(), free_port()
        running.start([sys.executable, __file__, '--upstream', '--port', str(up)])
        program = running.gateway(a.program, {
            "server": {"port": gw}, "auth": {"keys": [{"name": "bench", "key": KEY}]}, "catalog": {"canonical": "none"},
            "providers": {"fake": {"base_url": "http://127.0.0.1:%d/v1" % up, "api_key": "bench-upstream-key", "models": {
                "sync": "off", "list": ["small", "plain", "bomb", "event"]}}},
            "defaults": {"breaker": {"failures": 1000000}, "retry": {"attempts": 0}}})
        wait_for_port(up)
        wait_for_gateway(gw)
        measure(gw, program.pid, 'idle', a.seconds)     # the JIT has its say first
        collect(program.pid)
        start = resident(program.pid)
        kinds = a.loads.split(',')
        slowest, p99, memory = {k: [] for k in ['idle'] + kinds}, {k: [] for k in ['idle'] + kinds}, {}
        for _ in range(a.rounds):
            for k in ['idle'] + kinds:
                took, highest = measure(gw, program.pid, k, a.seconds)
                slowest[k].append(max(took))
                p99[k].append(statistics.quantiles(took, n=100)[98])
                time.sleep(REST_SECONDS)
                after = resident(program.pid)
                collect(program.pid)
                memory[k] = [max(x, y) for x, y in zip(memory.get(k, (0, 0, 0)), (highest, after, resident(program.pid)))]
        idle = slowest['idle']
        print('resident before: %.0f MB' % start)
        print('%-8s %-26s %-12s %-10s | %s' % ('beside', 'slowest neighbour by round', 'more, median', 'p99 (ms)', 'resident MB: highest, after, collected'))
        for k in ['idle'] + kinds:
            more = statistics.median(x - y for x, y in zip(slowest[k], idle))
            print('%-8s %-26s %+-12.0f %-10.1f | %.0f, %.0f, %.0f' % (k, ' '.join('%.0f' % x for x in slowest[k]) + ' ms', more, statistics.median(p99[k]), *memory[k]))


if __name__ == '__main__':
    main()
