#!/usr/bin/env python3
"""What becomes of good requests, of memory and of the others when many clients at once only hold on to what they have.

    bench/crowd.py [--think 180] [--program ./arobase]

Needs a built ./arobase and nothing else; takes some seconds more than --think, the time that one stream's model takes for its
first token. Everything runs on 127.0.0.1 with the gateway's own deadlines, and stops by itself. All at once come

    150 clients that send their header one byte a second        408 after 10 s
    150 clients that send half a body and no more               408 after 30 s
    300 clients that send nothing                               closed after 10 s
    100 clients that ask for an endless stream and never read   their upstream cancelled after 60 s, or a quarter later
    1   client that waits for its first token                   answered

and a neighbour with small requests, one after the other, from the first moment to the last. It ends with status 1 when one of
them fares otherwise.
"""
import argparse, asyncio, json, re, select, socket, statistics, subprocess, sys, threading, time

import running

KEY = 'bench-client-key'
SLOW_HEADS, SLOW_BODIES, SILENT, NEVER_READING = 150, 150, 300, 100
WRITE_SECONDS = 60 * 5 / 4
SLACK_SECONDS = 10


def chunk(delta, finish=None):
    return b'data: ' + json.dumps({"id": "c", "object": "chat.completion.chunk", "created": 1764000000, "model": "m", "choices": [
        {"index": 0, "delta": delta, "finish_reason": finish}]}).encode() + b'\n\n'


class Upstream:
    """Answers by the model's name; counts the endless streams that were cancelled."""

    def __init__(self, think):
        self.think, self.floods, self.cancelled = think, 0, []

    async def serve(self, reader, writer):
        flood = False
        try:
            head = await reader.readuntil(b'\r\n\r\n')
            length = int(re.search(rb'(?i)content-length: *(\d+)', head).group(1))
            model = json.loads(await reader.readexactly(length))['model']
            writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n' + chunk({"role": "assistant"}))
            if model == 'thinker':
                await asyncio.sleep(self.think)
                writer.write(chunk({"content": "at last"}) + chunk({}, "stop") + b'data: [DONE]\n\n')
                await writer.drain()
                return
            flood, began = True, time.monotonic()
            self.floods += 1
            block = chunk({"content": "flood " * 2000})
            while True:
                writer.write(block)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            if flood:
                self.cancelled.append(time.monotonic() - began)
        finally:
            writer.transport.abort() if flood else writer.close()


def request(provider, model, stream):
    body = json.dumps({"model": "@%s/%s" % (provider, model), "stream": stream, "messages": [{"role": "user", "content": "hi"}]}).encode()
    return (HEAD + 'Content-Length: %d\r\n\r\n' % len(body)).encode() + body


HEAD = 'POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n' % KEY


async def fate(reader, limit):
    """What came until the connection's end."""
    try:
        return await asyncio.wait_for(reader.read(-1), limit)
    except ConnectionResetError:
        return b'reset'
    except TimeoutError:
        return b'still open after %d s' % limit


def status(answer):
    return int(answer[9:12]) if answer.startswith(b'HTTP/1.1 ') else answer[-60:]


async def slow_head(port):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    ended = asyncio.ensure_future(fate(reader, 10 + SLACK_SECONDS))
    began = time.monotonic()
    writer.write((HEAD + 'X-Slow: ').encode())
    while not ended.done():
        writer.write(b'x')
        await asyncio.wait((ended,), timeout=1)
    writer.close()
    return status(ended.result()), time.monotonic() - began


async def slow_body(port):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    began = time.monotonic()
    writer.write((HEAD + 'Content-Length: 100\r\n\r\n{"mod').encode())
    answer = await fate(reader, 30 + SLACK_SECONDS)
    writer.close()
    return status(answer), time.monotonic() - began


async def silent(port):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    began = time.monotonic()
    answer = await fate(reader, 10 + SLACK_SECONDS)
    writer.close()
    return ('closed' if not answer or status(answer) == 408 else status(answer)), time.monotonic() - began


async def thinker(port, think):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    began = time.monotonic()
    writer.write(request('crowd', 'thinker', True))
    try:
        answer = await asyncio.wait_for(reader.readuntil(b'[DONE]\n\n'), think + 60)
    except (TimeoutError, asyncio.IncompleteReadError) as e:
        answer = getattr(e, 'partial', b'')
    writer.close()
    return ('whole' if b'at last' in answer else answer[-60:]), time.monotonic() - began


def serve_small(server):
    """The neighbour's upstream, one connection after the other: it has nothing to do with the crowd's."""
    body = json.dumps({"id": "c", "object": "chat.completion", "created": 1764000000, "model": "m", "choices": [
        {"index": 0, "message": {"role": "assistant", "content": "hello"}, "finish_reason": "stop"}]}).encode()
    while True:
        connection, _ = server.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n' % len(body) + body)


def neighbour(port, upstream_port):
    """One request after the other until standard input ends; prints how long each took, in milliseconds, and how many failed."""
    threading.Thread(target=serve_small, args=(socket.create_server(('127.0.0.1', upstream_port)),), daemon=True).start()
    took, bad = [], 0
    while not select.select([sys.stdin], [], [], 0.02)[0]:
        began = time.perf_counter()
        try:
            with socket.create_connection(('127.0.0.1', port), timeout=30) as s:
                s.sendall(request('good', 'small', False))
                bad += not s.recv(65536).startswith(b'HTTP/1.1 200 ')
        except OSError:
            bad += 1
        took.append((time.perf_counter() - began) * 1000)
    print(json.dumps([took, bad]))


async def begin_neighbour(port, upstream_port):
    return await asyncio.create_subprocess_exec(sys.executable, __file__, '--neighbour', '--port', str(port), str(upstream_port),
                                                stdin=subprocess.PIPE, stdout=subprocess.PIPE, limit=1 << 24)


async def end_neighbour(process):
    out, _ = await process.communicate(b'')
    return json.loads(out)


async def watch_memory(pid, over, seen):
    while not over.is_set():
        seen.append(running.resident(pid))
        await asyncio.sleep(0.1)


def tell(name, results, wanted, limit):
    fates, times = [r[0] for r in results], [r[1] for r in results]
    good = all(f == wanted for f in fates) and max(times) <= limit
    print('%-16s %4d  %-24s %.1f to %.1f s%s' % (name, len(results), ', '.join('%d x %s' % (fates.count(f), f) for f in dict.fromkeys(fates)),
                                              min(times), max(times), '' if good else '   NOT AS WANTED: %s within %d s' % (wanted, limit)))
    return good


async def crowd(port, pid, upstream, neighbour_upstream, think):
    over, memory = asyncio.Event(), []
    for _ in range(2):      # the first time for the JIT
        alone = await begin_neighbour(port, neighbour_upstream)
        await asyncio.sleep(10)
        alone, bad_alone = await end_neighbour(alone)
    before = running.resident(pid)
    watching = asyncio.ensure_future(watch_memory(pid, over, memory))
    beside = await begin_neighbour(port, neighbour_upstream)
    waiting = asyncio.ensure_future(thinker(port, think))
    readers = []
    for _ in range(NEVER_READING):
        s = socket.socket()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        s.connect(('127.0.0.1', port))
        s.sendall(request('crowd', 'flood', True))
        readers.append(s)
    groups = await asyncio.gather(
        asyncio.gather(*(slow_head(port) for _ in range(SLOW_HEADS))),
        asyncio.gather(*(slow_body(port) for _ in range(SLOW_BODIES))),
        asyncio.gather(*(silent(port) for _ in range(SILENT))))
    end = time.monotonic() + WRITE_SECONDS + SLACK_SECONDS
    while len(upstream.cancelled) < NEVER_READING and time.monotonic() < end:
        await asyncio.sleep(0.1)
    thought = await waiting
    over.set()
    took, bad = await end_neighbour(beside)
    await watching
    for s in readers:
        s.close()
    await asyncio.sleep(5)
    good = [tell('slow headers', groups[0], 408, 10 + SLACK_SECONDS), tell('slow bodies', groups[1], 408, 30 + SLACK_SECONDS),
            tell('silent', groups[2], 'closed', 10 + SLACK_SECONDS),
            tell('never reading', [('cancelled', t) for t in upstream.cancelled] + [('not cancelled', 0)] * (NEVER_READING - len(upstream.cancelled)),
                 'cancelled', WRITE_SECONDS + SLACK_SECONDS),
            tell('thinking', [thought], 'whole', think + SLACK_SECONDS), not bad and not bad_alone]
    print('neighbour alone  %4d  %d failed   median %.1f, slowest %.1f ms' % (len(alone), bad_alone, statistics.median(alone), max(alone)))
    print('neighbour beside %4d  %d failed   median %.1f, slowest %.1f ms' % (len(took), bad, statistics.median(took), max(took)))
    print('resident MB: before %.0f, highest %.0f, after %.0f' % (before, max(memory), running.resident(pid)))
    return all(good)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--think', type=float, default=180, help='seconds to the first token of the patient stream')
    ap.add_argument('--program', default=running.PROGRAM)
    ap.add_argument('--neighbour', action='store_true', help=argparse.SUPPRESS)
    ap.add_argument('--port', type=int, nargs=2, help=argparse.SUPPRESS)
    a = ap.parse_args()
    if a.neighbour:
        return neighbour(*a.port)
    asyncio.run(run(a))


async def run(a):
    with running.Running() as processes:
        upstream = Upstream(a.think)
        server = await asyncio.start_server(upstream.serve, '127.0.0.1', 0, backlog=1024)
        gateway, small = running.free_port(), running.free_port()
        program = processes.gateway(a.program, {
            "server": {"port": gateway}, "auth": {"keys": [{"name": "bench", "key": KEY}]}, "catalog": {"canonical": "none"},
            "providers": {name: {"base_url": "http://127.0.0.1:%d/v1" % at, "api_key": "bench-upstream-key",
                                 "models": {"sync": "off", "list": ["small", "thinker", "flood"]}}
                          for name, at in (('crowd', server.sockets[0].getsockname()[1]), ('good', small))}})
        running.wait_for_gateway(gateway)
        good = await crowd(gateway, program.pid, upstream, small, a.think)
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
