#!/usr/bin/env python3
"""How strategy fastest shares requests between two providers, on real sockets.

    bench/fastest.py [--rounds 3] [--slow-ms 500] [--program ./arobase]

Needs a built ./arobase and nothing else. Everything runs on 127.0.0.1 and stops by itself. Two fake providers answer a chat
request after 20 ms; requests are sent one after the other. Each round has four parts:

    even       200 requests, both equally fast: the share of the first (50 % would be even)
    slowed     the first takes --slow-ms longer: how many of the next 20 requests it still gets, and after which it is left
    left       100 more: what exploring still sends there
    recovered  it is fast again: after how many requests it has a share of 40 % among the last 20, and its share of 200 then
"""
import argparse, http.client, json, sys, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from running import PROGRAM, Running, free_port, wait_for_gateway

USUAL = 0.02
ANSWER = json.dumps({'id': 'c', 'object': 'chat.completion', 'created': 1764000000, 'model': 'm', 'choices': [
    {'index': 0, 'message': {'role': 'assistant', 'content': 'hello'}, 'finish_reason': 'stop'}],
    'usage': {'prompt_tokens': 1, 'completion_tokens': 1, 'total_tokens': 2}}).encode()


class Provider(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        self.delay = USUAL
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                self.rfile.read(int(self.headers['content-length']))
                time.sleep(provider.delay)
                self.wfile.write(b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s' % (len(ANSWER), ANSWER))

            def log_message(self, *ignored):
                pass

        super().__init__(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Client:
    def __init__(self, port):
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=30)

    def ask(self):
        """Who answered."""
        self.connection.request('POST', '/v1/chat/completions', json.dumps({'model': 'm:nitro', 'messages': [{'role': 'user', 'content': 'hi'}]}),
                                {'content-type': 'application/json'})
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit('status %d' % answer.status)
        return answer.getheader('x-arobase-provider')

    def times(self, count):
        return [self.ask() for _ in range(count)]


def share(served):
    return 100.0 * served.count('one') / len(served)


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument('--rounds', type=int, default=3)
    args.add_argument('--slow-ms', type=int, default=500)
    args.add_argument('--program', default=PROGRAM)
    args = args.parse_args()
    one, two, port = Provider(), Provider(), free_port()
    with Running() as running:
        running.gateway(args.program, {
            'server': {'port': port}, 'catalog': {'canonical': 'none'},
            'providers': {name: {'base_url': 'http://127.0.0.1:%d/v1' % provider.server_port,
                                 'models': {'sync': 'off', 'policy': 'local', 'list': ['m']}}
                          for name, provider in (('one', one), ('two', two))}})
        wait_for_gateway(port)
        client = Client(port)
        print('%-6s %10s %22s %16s %24s' % ('round', 'even', 'slowed, of 20 (last)', 'left, of 100', 'back after (then share)'))
        for number in range(1, args.rounds + 1):
            client.times(100)
            even = share(client.times(200))
            one.delay = USUAL + args.slow_ms / 1000
            slowed = client.times(20)
            last = max((i + 1 for i, who in enumerate(slowed) if who == 'one'), default=0)
            left = client.times(100).count('one')
            one.delay = USUAL
            recent, after = [], 0
            while after < 1000 and (len(recent) < 20 or share(recent[-20:]) < 40):
                recent.append(client.ask())
                after += 1
            print('%-6d %9.1f%% %13d (%d) %16d %16d (%.1f%%)' % (
                number, even, slowed.count('one'), last, left, after, share(client.times(200))), flush=True)
    one.shutdown()
    two.shutdown()


if __name__ == '__main__':
    main()
