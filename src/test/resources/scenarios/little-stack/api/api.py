import json
from http.server import BaseHTTPRequestHandler, HTTPServer

from queue_client import call


class Api(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        call("LPUSH", "jobs", body["word"])
        result = call("BRPOP", "results", "10")
        answer = json.dumps({"result": result and result[1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)


HTTPServer(("0.0.0.0", 8000), Api).serve_forever()
