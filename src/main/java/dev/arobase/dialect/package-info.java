/** What differs between the OpenAI, Responses and Messages dialects. */
@NullMarked
package dev.arobase.dialect;

import org.jspecify.annotations.NullMarked;
