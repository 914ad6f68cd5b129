#!/bin/sh
# What resolving a request costs with catalogs of 50, 5,000 and 50,000 models, for each kind of reference.
# Further arguments go to JMH: bench/resolve.sh -p reference=PREFIXED,ROUTE
set -eu
cd "$(dirname "$0")/.."
exec mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
  -Dexec.args="-Xmx1g -cp %classpath org.openjdk.jmh.Main ResolveBenchmark $*"
