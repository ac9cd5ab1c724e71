import os
import sys
import urllib.request

answer = urllib.request.urlopen("http://%s/mood" % os.environ["INDEX"], timeout=10).read().decode()
print(answer)
sys.exit(0 if answer == "good" else 1)
