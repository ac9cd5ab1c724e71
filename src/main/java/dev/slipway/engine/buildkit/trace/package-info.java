/** BuildKit's trace: the generated messages of {@code status.proto}, and their meaning as steps, lines and errors. */
@NullMarked
package dev.slipway.engine.buildkit.trace;

import org.jspecify.annotations.NullMarked;
