/** What differs between two bills of an image, the likeliest suspect first; pure. It does not know where bills come from. */
@NullMarked
package dev.slipway.drift;

import org.jspecify.annotations.NullMarked;
