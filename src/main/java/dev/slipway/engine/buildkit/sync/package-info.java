/**
 * Files for an engine that asks for what it lacks: the sending half of BuildKit's FileSync, with the messages generated
 * from {@code fsutil.proto}. Knows nothing of how its bytes are carried, nor where the files come from.
 */
@NullMarked
package dev.slipway.engine.buildkit.sync;

import org.jspecify.annotations.NullMarked;
