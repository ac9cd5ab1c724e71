/**
 * Speaking to an engine's builder itself, by gRPC: sessions for engines that no longer give them otherwise, and builds
 * that {@code POST /build} cannot express. Knows not how the engine is reached.
 */
@NullMarked
package dev.slipway.engine.buildkit.control;

import org.jspecify.annotations.NullMarked;
