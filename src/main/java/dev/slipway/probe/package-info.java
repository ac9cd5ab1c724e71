/**
 * Asks a container or an image until it has answered or the time is up, and remembers what it last saw.
 */
@NullMarked
package dev.slipway.probe;

import org.jspecify.annotations.NullMarked;
