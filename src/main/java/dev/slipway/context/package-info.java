/**
 * The build context: ignore rules, overlays, fingerprints and the tar stream. One walker serves them all. It knows the
 * engine's port, never an engine, and nothing about what a Dockerfile says.
 */
@NullMarked
package dev.slipway.context;

import org.jspecify.annotations.NullMarked;
