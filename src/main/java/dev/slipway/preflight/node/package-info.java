/** The files in which Node projects say what they need. */
@NullMarked
package dev.slipway.preflight.node;

import org.jspecify.annotations.NullMarked;
