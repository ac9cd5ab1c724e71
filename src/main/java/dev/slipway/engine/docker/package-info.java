/**
 * The adapter that speaks to a Docker Engine. The only package that imports docker-java.
 */
@NullMarked
package dev.slipway.engine.docker;

import org.jspecify.annotations.NullMarked;
