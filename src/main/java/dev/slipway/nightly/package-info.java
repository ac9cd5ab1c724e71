/**
 * One night after the other: what changed, who is to be told, when the next is due. It does not know how a run is made.
 */
@NullMarked
package dev.slipway.nightly;

import org.jspecify.annotations.NullMarked;
