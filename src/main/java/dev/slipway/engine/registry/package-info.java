/**
 * What docker's own configuration on this machine says to registries. It knows the port and the files and helpers of the
 * docker command line; it never speaks to a registry.
 */
@NullMarked
package dev.slipway.engine.registry;

import org.jspecify.annotations.NullMarked;
