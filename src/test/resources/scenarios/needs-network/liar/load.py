import urllib.request

print("fetching what the preload should have brought")
urllib.request.urlopen("http://models.example.org/weights.bin", timeout=10)
