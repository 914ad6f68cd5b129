"""Starts the fake upstream and two gateways, runs the suites against them, and stops them again.

Exit status 0 only when every suite passed. Everything it starts listens on a free port of loopback.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

HERE = Path(__file__).resolve().parent
PROGRAM = os.environ.get("AROBASE", str(HERE.parent / "arobase"))
CLIENT_KEY = "sk-compat-client"
START_SECONDS = 120

# One of each list of the upstream's: a gateway that shows them has read the lists.
LISTED = ("Chat-Fast", "picture")

# What clients read by themselves: a developer's own settings must not reach the tests, nor the tests a real provider.
FOREIGN = re.compile(
    r"(AROBASE|OPENAI|ANTHROPIC|PORTKEY|LANGCHAIN|LANGSMITH|LLM|AI_GATEWAY|OTEL|NODE|PYTHON)_.*|.*_API_KEY"
    r"|(https?|all|no)_proxy",
    re.IGNORECASE,
)


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not FOREIGN.fullmatch(name)}
    path = os.pathsep.join([str(HERE / ".venv" / "bin"), kept.get("PATH", "")])
    return kept | {"PATH": path, "LANG": "C.UTF-8"} | more


class Service:
    """A process that prints its address; its output is kept in a file, shown when it does not start."""

    def __init__(self, name, command, folder, env):
        self.name = name
        self.output = folder / f"{name}.out"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT)

    def address(self, path, *texts):
        """Waits until the process has told its address and its answer there holds the texts."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            told = re.search(r"http://127\.0\.0\.1:\d+", self.output.read_text(errors="replace"))
            if told:
                answer = fetched(told[0] + path)
                if answer and all(text in answer for text in texts):
                    return told[0]
            time.sleep(0.05)
        raise SystemExit(f"compat: {self.name} did not start:\n{self.output.read_text(errors='replace')}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def fetched(url):
    """The answer's text; empty as long as there is none."""
    try:
        with urlopen(Request(url, headers={"Authorization": f"Bearer {CLIENT_KEY}"}), timeout=5) as answer:
            return answer.read().decode()
    except (URLError, OSError):
        return ""


def gateway(name, folder, env):
    data = folder / f"{name}-data"
    command = [PROGRAM, "serve", "--config", str(HERE / "routes.yaml"), "--port", "0", "--data-dir", str(data)]
    return Service(name, command, folder, env)


def run(name, command, folder, env):
    print(f"\ncompat: {name}", flush=True)
    began = time.monotonic()
    status = subprocess.run(command, cwd=folder, env=env).returncode
    print(f"compat: {name}: {'passed' if status == 0 else 'failed'} in {time.monotonic() - began:.0f} s", flush=True)
    return status == 0


def main():
    # Whoever ends this also ends what it has started.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    services = []
    with tempfile.TemporaryDirectory(prefix="arobase-compat-") as temporary:
        folder = Path(temporary)
        try:
            fake = Service("fake", [sys.executable, "-m", "fake"], folder, environment(PYTHONPATH=str(HERE)))
            services.append(fake)
            base = environment(FAKE_URL=fake.address("/openai/v1/models"))
            # One gateway knows a client key, the other is open to everybody on this machine.
            keyed = gateway("gateway", folder, base | {"AROBASE_KEY": CLIENT_KEY})
            services.append(keyed)
            unlocked = gateway("open-gateway", folder, base)
            services.append(unlocked)
            settings = base | {
                "AROBASE_PROGRAM": PROGRAM,
                "AROBASE_URL": keyed.address("/v1/models", *LISTED),
                "AROBASE_OPEN_URL": unlocked.address("/v1/models", *LISTED),
                "AROBASE_KEY": CLIENT_KEY,
            }
            tests = sorted(str(file) for file in (HERE / "node").glob("*.test.mjs"))
            passed = [
                run("clients in Node", ["node", "--test", *tests], HERE / "node", settings),
                run("clients in Python", [sys.executable, "-m", "pytest", "-q"], HERE / "python", settings),
            ]
        finally:
            for service in reversed(services):
                service.stop()
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
