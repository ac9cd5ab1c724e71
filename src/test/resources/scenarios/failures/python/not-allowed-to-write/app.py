import os

os.makedirs("/app/cache")
