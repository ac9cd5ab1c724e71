print("good morning")
