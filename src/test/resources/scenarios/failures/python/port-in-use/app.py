import socket

first = socket.create_server(("0.0.0.0", 8000))
second = socket.create_server(("0.0.0.0", 8000))
