#!/bin/sh
# Installs, upgrades, removes and purges the Debian package by apt, on this machine as it is below a layer that
# takes every change and is gone at the end. What a web browser would be sent is printed after each step.
#
#     install.sh FOLDER WAITING.deb PACKAGE.deb LATER.deb        (in mounts and processes of its own: unshare)
set -eu

if [ "$1" != inside ]; then
    mount -t tmpfs tmpfs "$1"
    mkdir "$1/upper" "$1/work" "$1/machine"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/machine"
    for folder in dev proc sys; do mount --rbind "/$folder" "$1/machine/$folder"; done
    mkdir -p "$1/machine/debs"
    cp "$2" "$1/machine/debs/waiting.deb"
    cp "$3" "$1/machine/debs/package.deb"
    cp "$4" "$1/machine/debs/later.deb"
    cp "$0" "$1/machine/debs/install.sh"
    exec chroot "$1/machine" sh /debs/install.sh inside
fi

apt() { DEBIAN_FRONTEND=noninteractive apt-get --yes --quiet --no-install-recommends "$@" >/debs/log 2>&1 || { cat /debs/log >&2; exit 1; }; }
# Asks until the expected status comes: nginx ends its old processes some moments after it was told to.
look() {
    for path in check/mira.holt@example.com/a%2Fb config.json; do
        for _ in $(seq 50); do
            status=$(curl --silent --output /debs/body --unix-socket /run/switchroom.sock --write-out "%{http_code}" "http://localhost/switchroom/$path")
            [ "$status" != "$2" ] || break
            sleep 0.1
        done
        echo "$1: $path $status $(head -c 15 /debs/body | tr -s '\r\n ' ' ')"
    done
}

cat >/etc/nginx/nginx.conf <<END
pid /run/nginx.pid;
error_log /dev/null;
events {}
http {
    include mime.types;
    server {
        listen unix:/run/switchroom.sock;
        include locations/https-enabled/*;
    }
}
END
apt install /debs/waiting.deb
nginx
look before 404
apt install /debs/package.deb
look installed 200
echo '{"systems": []}' >/etc/switchroom/config.json
apt install /debs/later.deb
look upgraded 200
apt remove switchroom
look removed 404
echo "left: $(find /etc/switchroom /usr/share/switchroom 2>/dev/null | tr -s '\r\n ' ' ')"
apt purge switchroom
echo "left: $(find /etc /usr /var -name '*switchroom*' -print | tr -s '\r\n ' ' ')"
