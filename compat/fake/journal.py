"""What the upstream received, in the order of arrival, and what tests want cut."""

import threading


class Entry:
    """One request. `ended` is open, answered or cancelled (the gateway closed the connection first)."""

    def __init__(self, provider, method, path, headers, body):
        self.provider = provider
        self.method = method
        self.path = path
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body
        self.ended = "open"

    @property
    def model(self):
        return self.body.get("model") if isinstance(self.body, dict) else None


class Journal:
    def __init__(self):
        self._entries = []
        self._cuts = {}
        self._lock = threading.Lock()

    def add(self, entry):
        """Keeps the entry; the answer is how many of its model came before it."""
        with self._lock:
            earlier = sum(1 for other in self._entries if other.model == entry.model)
            self._entries.append(entry)
            return earlier

    def cut_of(self, model):
        """Set as soon as a test wants the model's answers broken off."""
        with self._lock:
            return self._cuts.setdefault(model, threading.Event())

    def of(self, model):
        with self._lock:
            return [vars(entry) for entry in self._entries if entry.model == model]
