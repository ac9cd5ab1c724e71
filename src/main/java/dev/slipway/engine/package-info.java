/**
 * The port: what a run asks of a container engine, in Slipway's words. It may not know any client library.
 */
@NullMarked
package dev.slipway.engine;

import org.jspecify.annotations.NullMarked;
