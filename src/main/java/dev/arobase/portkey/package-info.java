/** Requests written for Portkey's gateway: their headers and configurations, turned into plans. */
@NullMarked
package dev.arobase.portkey;

import org.jspecify.annotations.NullMarked;
