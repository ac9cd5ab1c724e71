# Imports each named module in a process of its own and reports on it: one JSON object a line, after a mark that no
# module prints. What the modules themselves print goes on to our own streams. Python 3.5 and newer, standard library only.
import json
import os
import subprocess
import sys

CHILD = r'''
import json, os, sys, time, traceback

def peak_kib():
    # Not getrusage: its maximum is inherited from the parent across fork and exec.
    try:
        with open("/proc/self/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1])
    except OSError:
        pass
    return 0

def provider(module):
    try:
        from importlib import metadata
    except ImportError:
        return "", ""
    top = module.split(".")[0]
    try:
        names = metadata.packages_distributions().get(top, [])
    except AttributeError:
        names = [d.metadata["Name"] for d in metadata.distributions() if top in (d.read_text("top_level.txt") or "").split()]
    if not names and top not in sys.builtin_module_names:
        names = [top]
    # A namespace such as google has many; the one named like the module is the likely one.
    wanted = module.replace(".", "-").replace("_", "-").lower()
    for name in sorted(set(names), key=lambda n: n.lower().replace("_", "-") != wanted):
        try:
            return name, metadata.version(name)
        except Exception:
            continue
    return "", ""

def last_frame(error):
    frames = traceback.extract_tb(error.__traceback__)
    frames = [f for f in frames if f[0] != "<string>" and not f[0].startswith("<frozen") and "/importlib/" not in f[0]]
    return "%s:%d %s" % (frames[-1][0], frames[-1][1], frames[-1][3] or "") if frames else ""

name, out = sys.argv[1], int(sys.argv[2])
sys.argv = ["-c"]
report = {"module": name}
before, start = peak_kib(), time.time()
try:
    __import__(name)
    report["seconds"] = round(time.time() - start, 3)
    report["rssKib"] = max(0, peak_kib() - before)
    version = getattr(sys.modules[name], "__version__", None)
    report["version"] = version[:100] if isinstance(version, str) else ""
    try:
        report["distribution"], report["distributionVersion"] = provider(name)
    except Exception:
        pass
    report["ok"] = True
except BaseException as error:
    report["ok"] = False
    report["error"] = type(error).__name__
    report["message"] = str(error)[:2000]
    report["missing"] = str(getattr(error, "name", None) or "") if type(error).__name__ == "ModuleNotFoundError" else ""
    report["frame"] = last_frame(error)[:500]
    report["traceback"] = traceback.format_exc()[-8000:]
for stream in (sys.stdout, sys.stderr):
    try:
        stream.flush()
    except Exception:
        pass
os.write(out, json.dumps(report).encode("ascii"))
# Threads that a module has started must not keep its process alive.
os._exit(0)
'''


def tell(mark, report):
    sys.stdout.write(mark + json.dumps(report) + "\n")
    sys.stdout.flush()


def ask(module):
    reading, writing = os.pipe()
    child = subprocess.Popen(
        [sys.executable or "python3", "-c", CHILD, module, str(writing)], stderr=subprocess.PIPE, pass_fds=(writing,)
    )
    os.close(writing)
    said = b""
    for line in child.stderr:
        sys.stderr.write(line.decode("utf-8", "replace"))
        sys.stderr.flush()
        if len(said) < 4000:
            said += line[:1000]
    code = child.wait()
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    report = json.loads(text.decode("ascii")) if text else {"module": module, "ok": False, "exit": code}
    # Apart from what the module itself has said; it still belongs to the output.
    sys.stderr.write(report.pop("traceback", ""))
    sys.stderr.flush()
    report["stderr"] = said.decode("utf-8", "replace")
    return report


mark = sys.argv[1]
for wanted in sys.argv[2:]:
    tell(mark, {"module": wanted, "started": True})
    tell(mark, ask(wanted))
