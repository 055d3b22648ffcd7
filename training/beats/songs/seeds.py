"""Which songs there are, and what each is for. usage: python3 -m songs.seeds PART prints the seeds of a part, one a line."""
import sys

# First and last seed of each kind; songs.py says which.
RANGES = [(0, 939), (2000, 2149), (3000, 3949), (4000, 4599), (5000, 5299), (6000, 6279)]


def part(seed):
    """'measured': for choosing by, heard by no network; 'paths': heard by the listening network at the end only, so that the paths it finds before are those of songs that are new to it; 'first': the rest."""
    return 'measured' if seed % 10 == 7 else 'paths' if seed % 10 in (1, 4, 8) else 'first'


if __name__ == '__main__':
    print('\n'.join(str(s) for first, last in RANGES for s in range(first, last + 1) if part(s) == sys.argv[1]))
