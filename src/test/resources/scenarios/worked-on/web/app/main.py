import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

VERSION = "one"


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"{os.environ['GREETING']}, version {VERSION}\n".encode())


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
HTTPServer(("0.0.0.0", 8000), Page).serve_forever()
