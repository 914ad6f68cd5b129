/** What is delivered besides the jar: the launcher, the image, the Kubernetes base. */
package dev.arobase.delivery;
