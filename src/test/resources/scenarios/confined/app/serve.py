import http.server
import os


class Role(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"role " + os.environ.get("SERVICE_TYPE", "api").encode())


http.server.ThreadingHTTPServer(("0.0.0.0", 8000), Role).serve_forever()
