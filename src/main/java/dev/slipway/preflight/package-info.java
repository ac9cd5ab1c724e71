/**
 * Reads Dockerfiles, and the contexts they copy from, before any build. It knows the context and the model; it may not
 * know an engine.
 */
@NullMarked
package dev.slipway.preflight;

import org.jspecify.annotations.NullMarked;
