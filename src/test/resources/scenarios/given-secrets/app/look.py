"""Whether the secrets are there, whoever asks; says them aloud, as careless programs do."""

import hashlib
import os
import stat

seen = {"variable": os.environ["PASSWORD"]}
with open("/run/secrets/token") as file:
    seen["file"] = file.read()
assert stat.S_IMODE(os.stat("/run/secrets/token").st_mode) == 0o444
assert os.getuid() != 0
assert not os.path.exists("/run/secrets/absent")
for place, value in seen.items():
    print(place, value)
    assert hashlib.sha256(value.encode()).hexdigest() == os.environ["DIGEST"], place
print("all is seen")
