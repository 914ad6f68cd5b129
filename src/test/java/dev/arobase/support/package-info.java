/** What tests share: peers on raw sockets that misbehave as told, and starting the gateway. */
@NullMarked
package dev.arobase.support;

import org.jspecify.annotations.NullMarked;
