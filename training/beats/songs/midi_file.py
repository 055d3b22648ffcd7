"""Reads Standard MIDI Files, as far as songs and annotations need it."""

META = 255


def number(data, at):
    """A number of variable length, and where it ends."""
    value = 0
    while True:
        byte = data[at]
        at += 1
        value = value << 7 | byte & 127
        if byte < 128:
            return value, at


def division(data):
    """Ticks a quarter."""
    return int.from_bytes(data[12:14], 'big')


def events(data):
    """All events of all tracks, track by track: (tick, status, content). For what is META the content begins with its kind; what is exclusive to a system is passed over."""
    at = 14
    while at < len(data):
        end = at + 8 + int.from_bytes(data[at + 4:at + 8], 'big')
        at, tick, status = at + 8, 0, 0
        while at < end:
            delta, at = number(data, at)
            tick += delta
            if data[at] & 128:
                status = data[at]
                at += 1
            if status == META:
                length, begin = number(data, at + 1)
                yield tick, status, data[at:at + 1] + data[begin:begin + length]
                at = begin + length
            elif status in (240, 247):
                length, at = number(data, at)
                at += length
            else:
                count = 1 if status >> 4 in (12, 13) else 2
                yield tick, status, data[at:at + count]
                at += count
        at = end
