/**
 * A registry of images on this machine's loopback, open or asking who one is in the two ways that registries do. It knows
 * nothing of engines and of the program.
 */
@NullMarked
package dev.slipway.scenario.registry;

import org.jspecify.annotations.NullMarked;
