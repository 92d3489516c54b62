#!/usr/bin/env bash
# Packs the built app for a PBX: target/package/, or the folder that is named, gets the archive, the same
# unpacked, the Debian package, and their checksums. The same build gives the same bytes each time.
set -euo pipefail
source "$(dirname "$0")/env.sh"

[ -e dist/index.html ] || { echo "dist/ is empty: make dist builds it" >&2; exit 1; }
target=${1:-target/package}
version=$(sed -n '1s/.*(\(.*\)).*/\1/p' deploy/debian/changelog)
SOURCE_DATE_EPOCH=$(date --utc --date "$(sed -n 's/^ -- .*>  //p' deploy/debian/changelog | head -1)" +%s)
export SOURCE_DATE_EPOCH
umask 022
rm -rf "$target"
mkdir -p "$target"
node tests/tools/dist.mjs dist "$target"

cd "$target"
chmod -R go=rX,u=rwX .
tar --create --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
  "switchroom-$version" | gzip --no-name --best >"switchroom-$version.tar.gz"
packages=("switchroom-$version.tar.gz")
if command -v dpkg-deb >/dev/null; then
  chmod 755 debian/DEBIAN/postinst debian/DEBIAN/prerm
  find debian -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Zxz --build debian "switchroom_${version}_all.deb" >/dev/null
  packages+=("switchroom_${version}_all.deb")
else
  echo "No dpkg-deb here: the Debian package is left out." >&2
fi
rm -rf debian
sha256sum "${packages[@]}" >SHA256SUMS
ls -l "${packages[@]}" | awk '{ printf "%9.1f kB  %s\n", $5 / 1000, folder $9 }' folder="$target/"
