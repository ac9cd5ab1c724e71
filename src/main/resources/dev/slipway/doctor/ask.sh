# Runs inside a container: which indexes its tools use, whether their names resolve and whether they answer.
# Prints "index TOOL SCHEME://HOST", "dns HOST ok|fail WORDS" and "get HOST ok|tls|fail WORDS"; never a login.
urls=''
add() {
  case $2 in http://* | https://*) ;; *) return ;; esac
  scheme=${2%%://*}
  host=${2#*://}
  host=${host%%/*}
  host=${host##*@}
  [ -n "$host" ] || return
  case " $urls " in *" $scheme://$host "*) return ;; esac
  urls="$urls $scheme://$host"
  echo "index $1 $scheme://$host"
}

python=''
for name in python3 python; do
  if command -v "$name" >/dev/null 2>&1; then python=$name && break; fi
done
if [ -n "$python" ]; then
  # pip's own code knows its files and its default; a process of pip would take several times as long.
  add pip "$("$python" -c '
from pip._internal.configuration import Configuration
from pip._internal.models.index import PyPI
known = Configuration(isolated=False)
known.load()
print(dict(known.items()).get("global.index-url") or dict(known.items()).get(":env:.index-url") or PyPI.simple_url)
' 2>/dev/null)"
fi
if command -v npm >/dev/null 2>&1; then add npm "$(npm config get registry 2>/dev/null)"; fi
for url in $(sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}\(https\{0,1\}:[^ ]*\).*/\2/p' /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null) \
  $(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null); do
  add apt "$url"
done

if [ -n "$python" ]; then
  # shellcheck disable=SC2086
  exec "$python" -c '
import socket, ssl, sys, urllib.error, urllib.request
for url in sys.argv[1:]:
    host = url.split("://", 1)[1]
    try:
        print("dns", host, "ok", socket.getaddrinfo(host.split(":")[0], None)[0][4][0], flush=True)
    except OSError as e:
        print("dns", host, "fail", e.strerror or e, flush=True)
        continue
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url + "/", method="HEAD"), timeout=4)
        print("get", host, "ok", answer.status, flush=True)
    except urllib.error.HTTPError as e:
        print("get", host, "ok", e.code, flush=True)
    except urllib.error.URLError as e:
        tls = isinstance(e.reason, ssl.SSLCertVerificationError)
        print("get", host, "tls" if tls else "fail", e.reason, flush=True)
    except OSError as e:
        print("get", host, "fail", e, flush=True)
' $urls
elif command -v node >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  exec node -e '
const dns = require("dns").promises;
(async () => {
  for (const url of process.argv.slice(1)) {
    const host = url.split("://")[1];
    try {
      console.log("dns", host, "ok", (await dns.lookup(host.split(":")[0])).address);
    } catch (e) {
      console.log("dns", host, "fail", e.code);
      continue;
    }
    await new Promise((done) => {
      const client = require(url.startsWith("https:") ? "https" : "http");
      const ask = client.request(url + "/", { method: "HEAD", timeout: 4000 }, (answer) => {
        console.log("get", host, "ok", answer.statusCode);
        answer.resume();
        ask.destroy();
        done();
      });
      ask.on("timeout", () => ask.destroy(new Error("no answer within 4 s")));
      ask.on("error", (e) => {
        const tls = /CERT|SIGNATURE|ERR_TLS|ISSUER/.test(e.code || "");
        console.log("get", host, tls ? "tls" : "fail", e.code || e.message);
        done();
      });
      ask.end();
    });
  }
})();
' $urls
fi

# Neither: what the C library resolves is all that can be said.
for url in $urls; do
  host=${url#*://}
  if address=$(getent hosts "${host%%:*}" 2>/dev/null); then
    echo "dns $host ok ${address%% *}"
  else
    echo "dns $host fail not found"
  fi
done
