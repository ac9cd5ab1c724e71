/**
 * Finds what nobody needs any more, on the engine and in the home, and removes it. It knows nothing of terminals, and
 * asks nobody: who may remove what is said to it as a {@link dev.slipway.clean.Wish}.
 */
@NullMarked
package dev.slipway.clean;

import org.jspecify.annotations.NullMarked;
