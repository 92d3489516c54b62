#!/usr/bin/env bash
# Packs the built app for a PBX: target/package/ gets the archive, its folder, the Debian package, and
# their checksums. Twice the same source gives twice the same bytes.
set -euo pipefail
source "$(dirname "$0")/env.sh"

[ -e dist/index.html ] || { echo "dist/ is empty: make dist builds it" >&2; exit 1; }
umask 022
rm -rf target/package
mkdir -p target/package
node tests/tools/dist.mjs dist target/package

cd target/package
version=$(sed -n '1s/.*(\(.*\)).*/\1/p' ../../deploy/debian/changelog)
SOURCE_DATE_EPOCH=$(date --utc --date "$(sed -n 's/^ -- .*>  //p' ../../deploy/debian/changelog | head -1)" +%s)
export SOURCE_DATE_EPOCH
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
ls -l "${packages[@]}" | awk '{ printf "%9.1f kB  target/package/%s\n", $5 / 1000, $9 }'
