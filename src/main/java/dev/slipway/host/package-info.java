/**
 * Asks this machine: its programs, bounded in time and in what they may say, and who listens at its ports. It knows
 * nothing of why.
 */
@NullMarked
package dev.slipway.host;

import org.jspecify.annotations.NullMarked;
