"""Asks the child process: starts it when first needed, ends it with the caller, and never waits long.

A child that is silent for five seconds or breaks down is ended and started once more; a second failure
is an EngineFault, which blocks sealing and nothing else. With rules it has not read yet it has twenty seconds:
on a machine that many use, starting and reading them takes longer than any answer after that.
"""

import json
import os
import selectors
import subprocess
import sys
import time
from types import TracebackType
from typing import Any, Self

from budget_engine.backends.wire import KEPT, plain_facts, read_outcomes
from budget_engine.errors import EngineFault
from budget_engine.language.fact import Facts
from budget_engine.language.meaning import Outcomes
from budget_engine.language.rule_set import RuleSet, Stage

PATIENCE = 5  # seconds (design, section 3)
PATIENCE_WITH_RULES = 20  # seconds; measured: 1.5 alone, 15 on a machine with eleven tasks for each core
NAME = "durable_rules"
_CHUNK = 65536  # bytes a pipe holds on Linux


class DurableChild:
    """The second engine, in a process of its own; use it as a context."""

    def __init__(self, command: tuple[str, ...] = ("-m", "budget_engine.backends.durable_worker")) -> None:
        self.command = command
        self.process: subprocess.Popen[bytes] | None = None
        self.sent: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def __call__(self, rule_set: RuleSet, facts: Facts, stage: Stage) -> Outcomes:
        """Work out a stage in the child; EngineFault after two failures."""
        try:
            return self._asked(rule_set, facts, stage)
        except _SilentError:
            self.stop()
        try:
            return self._asked(rule_set, facts, stage)
        except _SilentError as silent:
            self.stop()
            raise EngineFault(f"{NAME} {silent}, ook na een nieuwe start.") from None

    def _asked(self, rule_set: RuleSet, facts: Facts, stage: Stage) -> Outcomes:
        process = self._running()
        request: dict[str, Any] = {"regelset": rule_set.hash, "fase": stage, "feiten": plain_facts(facts)}
        if len(self.sent) >= KEPT:
            self.sent.clear()  # the child lets go of the oldest beyond this
        if rule_set.hash not in self.sent:
            request["regels"] = rule_set.text
        patience = PATIENCE_WITH_RULES if "regels" in request else PATIENCE
        answer = self._exchanged(process, json.dumps(request).encode() + b"\n", patience)
        if "fout" in answer:
            self.stop()
            raise EngineFault(str(answer["fout"]))
        self.sent.add(rule_set.hash)
        return read_outcomes(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.stop()
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # its own log holds what may be kept
                start_new_session=True,  # Ctrl-C ends the server, and the child when its input closes
            )
        return self.process

    def _exchanged(self, process: subprocess.Popen[bytes], request: bytes, patience: float) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        until = time.monotonic() + patience
        try:
            _write(process.stdin.fileno(), request, until)
            line = _read_line(process.stdout.fileno(), until)
        except TimeoutError:
            raise _SilentError(f"gaf binnen {patience} seconden geen antwoord") from None
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError:
            raise _SilentError("gaf een onleesbaar antwoord") from None
        return answer

    def stop(self) -> None:
        """End the child, if it runs."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None
        self.sent.clear()


class _SilentError(Exception):
    """The child gave no answer; the text says how."""


def _write(pipe: int, request: bytes, until: float) -> None:
    os.set_blocking(pipe, False)
    left = memoryview(request)
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_WRITE)
        while left:
            _wait(selector, until)
            try:
                left = left[os.write(pipe, left[:_CHUNK]) :]
            except BrokenPipeError:
                raise _SilentError("viel uit") from None


def _read_line(pipe: int, until: float) -> bytes:
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while not received.endswith(b"\n"):
            _wait(selector, until)
            chunk = os.read(pipe, _CHUNK)
            if not chunk:
                raise _SilentError("viel uit")
            received += chunk
    return bytes(received)


def _wait(selector: selectors.BaseSelector, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0 or not selector.select(timeout=left):
        raise TimeoutError
