"""An example of a site that holds the panel: it signs, for ten minutes, who its user is."""

import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from joserfc import jwt
from joserfc.jwk import OctKey

ORIGIN = os.environ.get("ORIGIN", "http://127.0.0.1:9000")
BOKEH = os.environ.get("BOKEH_URL", "http://127.0.0.1:8000")
KEY = OctKey.import_key(os.environ["BOKEH_PANEL_KEY"])
USER = os.environ.get("BOKEH_USER", "proav")  # a real site takes its own signed-in user

PAGE = f"""<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>A dealer's portal</title></head>
  <body>
    <h1>A dealer's portal</h1>
    <p>Any page of any site; the panel stands in its corner.</p>
    <script type="module" src="{BOKEH}/static/bokeh-panel.js" token-url="/bokeh-token"></script>
  </body>
</html>
"""


def token() -> str:
    now = int(time.time())
    claims = {"iss": ORIGIN, "aud": "bokeh-panel", "sub": USER, "iat": now, "exp": now + 600}
    return jwt.encode({"alg": "HS256"}, claims, KEY)


class Portal(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        is_token = self.path == "/bokeh-token"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain" if is_token else "text/html; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write((token() if is_token else PAGE).encode())


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(ORIGIN.rsplit(":", 1)[1])), Portal).serve_forever()
