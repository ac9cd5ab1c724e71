/** Rules about the images that a Dockerfile starts from and about how its own image is run. */
@NullMarked
package dev.slipway.preflight.rules.image;

import org.jspecify.annotations.NullMarked;
