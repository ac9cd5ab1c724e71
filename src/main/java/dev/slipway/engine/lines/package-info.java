/** Output in pieces to lines, and the last of them. Knows nobody. */
@NullMarked
package dev.slipway.engine.lines;

import org.jspecify.annotations.NullMarked;
