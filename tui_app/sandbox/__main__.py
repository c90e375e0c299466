"""`python -m tui_app.sandbox`: serve a pretend marketplace and print where, as one line of JSON.

With the one word `sign` it is a pretend wallet instead: a hand-off on stdin, its signature on stdout.
"""

from __future__ import annotations

import argparse
import os
import sys

from tui_app.sandbox import wallet


def main() -> None:
    """Serve until stopped. Ends with code 2 where the arguments, and 1 where the port, cannot be used."""
    if sys.argv[1:] == ["sign"]:
        sys.exit(wallet.main(sys.stdin, sys.stdout, sys.stderr))
    _serve()


def _serve() -> None:
    from tui_app.sandbox.arguments import add_arguments, options_from  # a wallet needs no server
    from tui_app.sandbox.server import serve

    parser = argparse.ArgumentParser(prog="python -m tui_app.sandbox", description=__doc__)
    add_arguments(parser)
    options = options_from(parser.parse_args())
    try:
        serve(options, _print_line)
    except BrokenPipeError:
        parser.exit(1, "Nobody reads where the sandbox listens; keep its standard output open.\n")
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        parser.exit(1, f"Port {options.port} cannot be used ({reason}); choose another with --port.\n")


def _print_line(line: str) -> None:
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


if __name__ == "__main__":
    main()
