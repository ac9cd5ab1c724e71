# Reports every installed distribution, one JSON object a line, after a mark. Python 3.5 and newer, standard library only.
import json
import sys

try:
    from importlib import metadata

    found = ((d.metadata["Name"], d.version) for d in metadata.distributions())
except ImportError:
    import pkg_resources

    found = ((d.project_name, d.version) for d in pkg_resources.working_set)

for name, version in found:
    if name:
        sys.stdout.write(sys.argv[1] + json.dumps({"name": name, "version": version or ""}) + "\n")
