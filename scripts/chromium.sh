#!/bin/sh
# The browser of the browser tests: Debian's chromium, installed when it is missing and we may.
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo -n apt-get update -qq && sudo -n apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "chromium is missing and cannot be installed by this user: the browser tests will be skipped (apt-get install chromium)."
