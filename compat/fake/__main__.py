"""Starts the fake upstream on a free port of loopback and prints its address."""

from fake.server import listen

server = listen()
print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
server.serve_forever()
