"""The demo world's vectors that come with the program fit the demo world as it is."""

import shutil

from api.app import build
from api.settings import Settings


def test_the_demo_world_needs_no_embedding(demo_folder, tmp_path):
    shutil.copytree(demo_folder, tmp_path / "data")
    service = build(Settings(data_dir=tmp_path / "data", _env_file=None))
    try:
        service.library.catch_up()
        service.library.embed_pending(budget_s=0)
        assert service.library.lag() == (0, 0)
    finally:
        service.close()
