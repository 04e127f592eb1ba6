#!/bin/sh
# What the browser tests need of Debian: a browser, and what draws a PDF. Installed when it is missing and we may.
missing=""
command -v chromium >/dev/null || missing="chromium"
command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
[ -z "$missing" ] && exit 0
# shellcheck disable=SC2086 - one word per package
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq $missing >/dev/null && exit 0
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  sudo -n apt-get update -qq && sudo -n apt-get install -y -qq $missing >/dev/null && exit 0
fi
echo "missing and not to be installed by this user: $missing. Without chromium the browser tests are skipped, without poppler-utils documents are not looked at as pictures (apt-get install $missing)."
