/** Files of {@code NAME=VALUE} lines, as compose tools know them. Knows nobody but the model's places in files. */
@NullMarked
package dev.slipway.dotenv;

import org.jspecify.annotations.NullMarked;
