print('first, as it was')
