from arq import create_pool
