#!/bin/sh
# Lays out the image's whole content below the folder $1, as it will lie below /: the program with a Java runtime of its own
# in opt/arobase, a link on the path, and the folders that a run needs. The Dockerfile only copies it; without Docker the
# result starts where it is: $1/opt/arobase/arobase.
#
#   $ image/build.sh /tmp/arobase-image
set -eu

# Found by starting the program with less: what Vert.x, Netty, Jackson, Logback and the TLS stack need.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.security.sasl,java.xml,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.management,jdk.unsupported,jdk.zipfs

root=${1:?"usage: image/build.sh FOLDER"}
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
[ ! -e "$root" ] || [ -z "$(ls -A "$root")" ] || { echo "image/build.sh: $root is not empty" >&2; exit 1; }

"$here/arobase" --version >/dev/null
jdk=$("$here/arobase" --which-jdk)

home=$root/opt/arobase
mkdir -p "$home/lib/native" "$root/usr/local/bin" "$root/etc/arobase" "$root/data"
cp "$here/arobase" "$here/LICENSE" "$home/"
cp "$here/target/arobase.jar" "$home/lib/arobase.jar"
chmod 0755 "$home/arobase"
ln -s /opt/arobase/arobase "$root/usr/local/bin/arobase"

# Netty's epoll library lies in the jar and would be unpacked into a temporary folder at each start; here it is loaded from
# where it lies, so that the root can be read-only and no writable folder allows executables.
(cd "$home/lib/native" && "$jdk/bin/jar" --extract --file "$home/lib/arobase.jar" META-INF/native &&
  find META-INF -name '*.so' -exec mv {} . \; && rm -rf META-INF)

"$jdk/bin/jlink" --add-modules "$modules" --output "$home/runtime" \
  --strip-debug --no-header-files --no-man-pages --compress zip-6
# The shared archive of the JDK's own classes, which halves the start.
"$home/runtime/bin/java" -Xshare:dump -XX:SharedArchiveFile="$home/runtime/lib/server/classes.jsa" >/dev/null

# Any user may run it (OpenShift picks one), in the group 0, which may write the data folder and nothing else.
chmod -R a+rX,go-w "$root"
chmod 0775 "$root/data"
chgrp 0 "$root/data" 2>/dev/null || true

du -sh "$root" | awk '{ print "image/build.sh: " $1 " in " $2 }' >&2
