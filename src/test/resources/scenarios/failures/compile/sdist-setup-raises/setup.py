raise RuntimeError("this package needs its submodules; clone it with --recursive")
