import pathlib
import socket
import sys

weights = pathlib.Path("/app/cache/weights")
if "--verify" in sys.argv:
    assert weights.read_text() == "0.5", "the weights are not whole"
    names = [name for _, name in socket.if_nameindex()]
    assert names == ["lo"], f"the network is not off: {names}"
    print("the weights load offline")
else:
    weights.write_text("0.5")
