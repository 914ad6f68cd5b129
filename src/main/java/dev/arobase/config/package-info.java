/** routes.yaml as a tree of validated records; secrets; built-in providers; watching the file. */
@NullMarked
package dev.arobase.config;

import org.jspecify.annotations.NullMarked;
