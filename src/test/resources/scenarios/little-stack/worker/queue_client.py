"""As much of Redis' protocol as a queue needs."""

import socket


def call(*words):
    with socket.create_connection(("redis", 6379), timeout=15) as connection:
        stream = connection.makefile("rwb")
        stream.write(b"*%d\r\n" % len(words))
        for word in words:
            data = word.encode()
            stream.write(b"$%d\r\n%s\r\n" % (len(data), data))
        stream.flush()
        return answer(stream)


def answer(stream):
    line = stream.readline().strip()
    kind, rest = line[:1], line[1:]
    if kind == b"$":
        return None if rest == b"-1" else stream.read(int(rest) + 2)[:-2].decode()
    if kind == b"*":
        return None if rest == b"-1" else [answer(stream) for _ in range(int(rest))]
    return rest.decode()
