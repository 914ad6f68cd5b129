#!/bin/sh
# What resolving a request costs with catalogs of 50, 5,000 and 50,000 models, side by side.
set -eu
cd "$(dirname "$0")/.."
exec mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
  -Dexec.args="-Xmx1g -cp %classpath dev.arobase.resolve.ResolveBenchmark"
