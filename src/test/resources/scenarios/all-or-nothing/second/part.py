print('second, as it was')
