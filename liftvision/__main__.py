"""Run the command line as ``python -m liftvision``."""

from liftvision.cli import main

if __name__ == "__main__":
    main()
