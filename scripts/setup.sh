#!/bin/sh
# Make the environment: a virtual environment with the hashed requirements and the `tumbuh` command.
set -eu
python="$1"; venv="$2"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tumbuh needs Python 3.11 or newer; $python is older."; exit 1; }
if [ ! -x "$venv/bin/pip" ]; then
  rm -rf "$venv"
  "$python" -m venv "$venv" 2>/dev/null || {
    rm -rf "$venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null && "$python" -m venv "$venv"
    else
      echo "Python's venv module is missing; install the package python3-venv and try again."; exit 1
    fi
  }
fi
echo "Installing requirements (about a minute the first time) …"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r requirements/base.txt -r requirements/dev.txt
"$venv/bin/python" scripts/link_command.py
