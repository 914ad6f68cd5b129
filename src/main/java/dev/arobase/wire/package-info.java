/** Bytes: scanning a request head, splicing, server-sent events, usage, header rules. */
@NullMarked
package dev.arobase.wire;

import org.jspecify.annotations.NullMarked;
