/** The files in which Python projects say what they need, and what is known of the packages named there. */
@NullMarked
package dev.slipway.preflight.python;

import org.jspecify.annotations.NullMarked;
