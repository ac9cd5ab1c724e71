/**
 * What is remembered of earlier runs, as immutable values, and the port by which it is asked. It does not know how or where
 * that is kept.
 */
@NullMarked
package dev.slipway.past;

import org.jspecify.annotations.NullMarked;
