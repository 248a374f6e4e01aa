#!/bin/sh
# Make the fonts anew from their Debian 12 packages and check them.
# Usage: build.sh [FOLDER FOR THE RESULT; this script's own folder if left out]
# Needs: apt-get, dpkg-deb, Python 3.10 or newer with venv, about 1 GB of temporary space.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(CDPATH= cd -- "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

cd "$work"
apt-get download \
    texlive-lang-chinese=2022.20230122-1 \
    fonts-lxgw-wenkai=1.250+repack-1 \
    fonts-noto-cjk=1:20220127+repack1-1 \
    fonts-noto-cjk-extra=1:20220127+repack1-1
mkdir sources
for package in ./*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C sources --wildcards \
        './usr/share/fonts/*' './usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/*' 2>/dev/null || true
done

python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install fonttools==4.68.0
export PYTHONDONTWRITEBYTECODE=1
venv/bin/python "$here/build.py" sources "$out"
venv/bin/python "$here/check.py" "$out"
