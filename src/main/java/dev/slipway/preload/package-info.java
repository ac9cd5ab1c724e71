/**
 * Puts model weights into an image or a volume and proves that they load with the network cut off.
 */
@NullMarked
package dev.slipway.preload;

import org.jspecify.annotations.NullMarked;
