import http.server
import os


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        text = "standing, %s from %s" % (os.environ.get("GREETING"), os.environ.get("PLACE"))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(text.encode())


print("api begins", flush=True)
http.server.ThreadingHTTPServer(("", 8000), Answer).serve_forever()
