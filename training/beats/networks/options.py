"""What the scripts here are told on their command lines."""


def take(args, name):
    """The value after an option, which is taken out of the words together with it; None where it is not among them."""
    if name not in args:
        return None
    i = args.index(name)
    value = args[i + 1]
    del args[i:i + 2]
    return value
