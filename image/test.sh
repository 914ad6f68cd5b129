#!/bin/sh
# Lays out the image's content in a folder and runs it as the image would: read-only, as a user that nobody made, with the
# environment of the Dockerfile. Docker is not needed; root or setpriv is, to become another user (else it runs as this one).
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
work=$(mktemp -d)
chmod 0755 "$work"
pid=
tidy() {
  [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
  chmod -R u+w "$work" 2>/dev/null || true
  rm -rf "$work"
}
trap tidy EXIT
fail() {
  echo "image/test.sh: $*" >&2
  cat "$work/out" "$work/err" >&2 2>/dev/null || true
  exit 1
}

"$here/image/build.sh" "$work/root"
home=$work/root/opt/arobase
data=$work/data
mkdir "$data"
chmod 0777 "$data"
chmod -R a-w "$work/root"
find "$work/root" -type f | sort >"$work/files-before"

# The ENV lines of the Dockerfile, as assignments.
environment=$(sed -n '/^ENV /,/[^\\]$/p' "$here/Dockerfile" | sed 's/^ENV //; s/\\$//; s/^ *//' | tr '\n' ' ')
become=
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null 2>&1; then
  become='setpriv --reuid 12345 --regid 0 --clear-groups'
fi
port=$((20000 + $$ % 20000))
cd "$work/root/etc/arobase"
# shellcheck disable=SC2086
(eval "exec env -i PATH=/usr/bin:/bin $environment AROBASE_DATA_DIR='$data' AROBASE_PORT=$port $become '$home/arobase'") \
  >"$work/out" 2>"$work/err" &
pid=$!

waited=0
until health=$(env -i PATH=/usr/bin:/bin AROBASE_HOST=0.0.0.0 AROBASE_MAKE_KEY=true AROBASE_DATA_DIR="$data" AROBASE_PORT=$port \
  "$home/arobase" health 2>/dev/null); do
  kill -0 "$pid" 2>/dev/null || fail "it ended by itself"
  waited=$((waited + 1))
  [ "$waited" -lt 60 ] || fail "not ready after a minute: $health"
  sleep 1
done

key=$(cat "$data/client-key")
grep -q "$key" "$work/out" || fail "the made key was not shown"
# The pasted line, as it was printed.
line=$(grep '^curl ' "$work/out" | head -n 1)
answer=$(sh -c "$line" 2>/dev/null) || fail "the curl line failed: $line"
case $answer in *'"content":"Hello!"'*) ;; *) fail "not the expected answer: $answer" ;; esac
refused=$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/v1/models")
[ "$refused" = 401 ] || fail "without the key: $refused instead of 401"

kill -TERM "$pid"
status=0
wait "$pid" || status=$?
pid=
[ "$status" = 0 ] || fail "exit status $status after SIGTERM"
find "$work/root" -type f | sort | cmp -s - "$work/files-before" || fail "it wrote into its own folder"
echo "image/test.sh: passed ($(du -sh "$work/root" | cut -f1))"
