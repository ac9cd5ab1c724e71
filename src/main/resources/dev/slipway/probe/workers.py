# What the programs that ask workers have in common. The question comes as JSON in a variable, so that no process list
# shows it; the answer is one JSON object a line, after a mark that nothing else prints. Nothing is written but where a
# program says so. Python 3.7 and newer, Linux, standard library only.
import json
import os
import re
import sys
import time

BEGUN = time.monotonic()
ASKED = json.loads(os.environ.pop("SLIPWAY_QUESTION"))
SECRETS = []


def left():
    return ASKED["limit"] - (time.monotonic() - BEGUN)


def again():
    """From now on the limit counts anew."""
    global BEGUN
    BEGUN = time.monotonic()


def clean(text):
    text = re.sub(r"://[^/@\s]*@", "://**@", str(text))
    for secret in SECRETS:
        if secret:
            text = text.replace(str(secret), "***")
    return text[:400]


def say(kind, **told):
    told["kind"] = kind
    told["self"] = os.getpid()
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(1, ("\n" + ASKED["mark"] + json.dumps(told, default=str) + "\n").encode("utf-8", "replace"))


def tell(kind, **told):
    """The last word: threads of libraries have no say in when the program ends."""
    say(kind, **told)
    os._exit(0)


def raised(error):
    return {"error": type(error).__name__, "message": clean(error)}


def processes():
    """The processes of the container, except this one: pid, parent and command line."""
    for name in os.listdir("/proc"):
        if not name.isdigit() or int(name) == os.getpid():
            continue
        try:
            with open("/proc/%s/cmdline" % name, "rb") as line:
                words = line.read().decode("utf-8", "replace").rstrip("\0").split("\0")
            with open("/proc/%s/stat" % name) as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        if words != [""]:
            yield int(name), int(fields[1]), words


def stat(pid):
    with open("/proc/%d/stat" % pid) as file:
        return file.read().rpartition(")")[2].split()


def age(pid):
    """Seconds since the process began."""
    ticks = os.sysconf("SC_CLK_TCK")
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(stat(pid)[19]) / ticks


def busy_seconds(pid):
    """Processor time of the process and of its children that have ended."""
    return sum(int(field) for field in stat(pid)[11:15]) / os.sysconf("SC_CLK_TCK")


def programs(words):
    return [os.path.basename(word) for word in words]


def eldest(found):
    """Of a process and its forks, the first."""
    pids = {pid for pid, parent, words in found}
    return next(((pid, words) for pid, parent, words in found if parent not in pids), None)


def library(name):
    try:
        return __import__(name)
    except ImportError as missing:
        if getattr(missing, "name", None) != name:
            tell("dependency-missing", module=name, missing=getattr(missing, "name", None), **raised(missing))
        elsewhere(name)
        tell("library-missing", library=name, python=sys.executable)


def elsewhere(name):
    """Goes on by the Python that the worker itself runs with, where the one on PATH is another."""
    if ASKED.get("moved"):
        return
    for pid, parent, words in processes():
        if "python" in os.path.basename(words[0]) and name in programs(words) and words[0] != sys.executable:
            with open("/proc/self/cmdline", "rb") as line:
                own = line.read().decode("utf-8", "replace").split("\0")
            ASKED["moved"] = True
            os.environ["SLIPWAY_QUESTION"] = json.dumps(ASKED)
            try:
                os.execv(words[0], [words[0], "-c", own[own.index("-c") + 1]])
            except OSError:
                os.environ.pop("SLIPWAY_QUESTION")


def imported(path, importing):
    """What a dotted path names; says what is wrong with it where it names nothing."""
    parent = re.split("[.:]", path)[0] if not re.search("[.:]", path) else re.match(r"(.*)[.:]", path).group(1)
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    try:
        return importing()
    except ModuleNotFoundError as missing:
        name = missing.name or ""
        if parent in sys.modules and name in (path, path.replace(":", ".")):
            lacking(path, parent)
        if path == name or path.replace(":", ".").startswith(name + "."):
            tell("module-missing", module=name, folder=os.getcwd())
        tell("dependency-missing", module=parent, missing=name, **raised(missing))
    except AttributeError as missing:
        if parent in sys.modules and not hasattr(sys.modules[parent], re.split("[.:]", path)[-1]):
            lacking(path, parent)
        tell("import-raised", module=parent, **raised(missing))
    except BaseException as failure:
        tell("import-raised", module=parent, **raised(failure))


def lacking(path, parent):
    there = [name for name in vars(sys.modules[parent]) if not name.startswith("_")]
    tell("attribute-missing", module=parent, attribute=re.split("[.:]", path)[-1], there=there[-8:])


def same(found, wanted):
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, (int, float)) and isinstance(wanted, (int, float)):
        return found == wanted
    if isinstance(found, list) and isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(same(found[key], wanted[key]) for key in found)
    return found == wanted


def result(value, took):
    """The last word on work that has been done."""
    plain = json.loads(json.dumps(value, default=repr))
    got = clean(json.dumps(plain))
    if ASKED["job"].get("result") is not None and not same(plain, json.loads(ASKED["job"]["result"])):
        tell("wrong-result", got=got)
    tell("done", got=got, seconds=round(took, 3))
