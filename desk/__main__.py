"""The command `desk`, and `python -m desk`."""

import sys


def main() -> int:
    """Carry out the command line and give the exit status."""
    if sys.argv[1:] == ["--version"]:  # a telephone system may ask this each time: no more than must be is loaded
        from desk import __version__

        try:
            print(f"desk {__version__}", flush=True)
        except OSError:
            pass
        return 0
    try:
        from desk.cli import main as run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
