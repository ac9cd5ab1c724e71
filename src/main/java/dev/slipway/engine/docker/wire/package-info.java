/**
 * Bytes: connections to the engine, one request and its streamed answer on each, frames. Knows nothing of
 * what is being asked.
 */
@NullMarked
package dev.slipway.engine.docker.wire;

import org.jspecify.annotations.NullMarked;
