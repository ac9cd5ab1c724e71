/** Runs programs of this machine, bounded in time and in what they may say. It knows nothing of why they are run. */
@NullMarked
package dev.slipway.host;

import org.jspecify.annotations.NullMarked;
