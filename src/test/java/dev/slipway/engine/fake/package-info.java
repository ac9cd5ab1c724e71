/** What a {@link dev.slipway.engine.FakeEngine} is made of: scripts, and the objects that they act on. */
@NullMarked
package dev.slipway.engine.fake;

import org.jspecify.annotations.NullMarked;
