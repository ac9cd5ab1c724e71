/** Rules about what a build reads: the context, what is copied from it, and the secrets that should not be in it. */
@NullMarked
package dev.slipway.preflight.rules.source;

import org.jspecify.annotations.NullMarked;
