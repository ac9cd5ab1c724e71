"""The HTTP side of the AI stack: looks at images itself and hands longer work to the worker."""
