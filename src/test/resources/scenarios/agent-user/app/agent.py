"""Speaks to the ssh agent of the build: lists, signs, and tries what a build has no business doing."""
import base64
import json
import os
import socket
import struct

SOCKET = os.environ["SSH_AUTH_SOCK"]
LIST, SIGN = 11, 13
REMOVE, REMOVE_ALL, ADD, LOCK, EXTENSION = 18, 19, 17, 22, 27


def text(value):
    return struct.pack(">I", len(value)) + value


def ask(connection, kind, body=b""):
    connection.sendall(text(bytes([kind]) + body))
    return read(connection, struct.unpack(">I", read(connection, 4))[0])


def read(connection, size):
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            raise SystemExit("the agent hung up")
        data += more
    return data


def connect():
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(20)
    connection.connect(SOCKET)
    return connection


def taken(data):
    size = struct.unpack(">I", data[:4])[0]
    return data[4 : 4 + size], data[4 + size :]


def listed(connection):
    answer = ask(connection, LIST)
    keys, rest = [], answer[5:]
    for _ in range(struct.unpack(">I", answer[1:5])[0]):
        key, rest = taken(rest)
        _, rest = taken(rest)
        keys.append(base64.b64encode(key).decode())
    return keys


with connect() as agent:
    before = listed(agent)
    key = base64.b64decode(before[0])
    signature, _ = taken(ask(agent, SIGN, text(key) + text(b"what is signed") + struct.pack(">I", 0))[1:])
    _, rest = taken(signature)
    raw, _ = taken(rest)

refused = {}
for name, kind, body in [
    ("remove", REMOVE, text(key)),
    ("remove all", REMOVE_ALL, b""),
    ("add", ADD, text(b"ssh-ed25519") + text(b"x" * 32) + text(b"y" * 64) + text(b"intruder")),
    ("lock", LOCK, text(b"pass")),
    ("extension", EXTENSION, text(b"query")),
]:
    try:
        with connect() as agent:
            refused[name] = ask(agent, kind, body)[0]
    except (SystemExit, OSError) as ended:
        refused[name] = str(ended)

with connect() as agent:
    after = listed(agent)

print(json.dumps({"before": before, "signature": base64.b64encode(raw).decode(), "refused": refused, "after": after}))
