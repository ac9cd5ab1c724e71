/** Builds: the request, the context's way to the engine, and what the two builders answer. */
@NullMarked
package dev.slipway.engine.docker.build;

import org.jspecify.annotations.NullMarked;
