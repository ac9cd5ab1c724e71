/** What is known of base images by their names alone. */
@NullMarked
package dev.slipway.preflight.base;

import org.jspecify.annotations.NullMarked;
