/**
 * BuildKit's session: what an engine asks of whoever has ordered a build, served over a connection that the engine has
 * handed over. Knows neither HTTP/1.1 nor how an engine is reached; whoever carries the bytes does.
 */
@NullMarked
package dev.slipway.engine.buildkit;

import org.jspecify.annotations.NullMarked;
