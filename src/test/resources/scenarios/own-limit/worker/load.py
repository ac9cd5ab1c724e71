print("loading the weights")
weights = b"x" * 400_000_000
open("/loaded", "w").close()
