"""`python -m evals.demo_vectors`: embed the demo world's texts and keep the vectors in the program.

To be run again when the demo world's texts, or how texts are cut into passages, have changed; what
did not change is not embedded again.
"""

import tempfile
from pathlib import Path

import numpy as np
from rich.progress import Progress

from api.app import build, make_demo
from evals.playing import settings_in
from retrieval.ready_vectors import DEMO, write_ready


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(Path(folder), "builtin")
        make_demo(settings)
        service = build(settings)
        service.library.catch_up()
        with Progress() as bar:
            task = bar.add_task("vectors", total=service.library.lag()[1])
            service.library.embed_pending(progress=lambda more: bar.advance(task, more))
        model, fingerprints, vectors = service.library.upkeep.remembered_vectors()
        wanted = service.library.upkeep.current().file.fingerprints()
        kept = [place for place, each in enumerate(fingerprints) if each in wanted]
        write_ready(DEMO, model, [fingerprints[place] for place in kept], np.asarray(vectors)[kept])
        service.close()
    print(f"{len(kept)} vectors, {DEMO.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
