/** Rules about what pip, uv and Poetry are asked to install. */
@NullMarked
package dev.slipway.preflight.rules.python;

import org.jspecify.annotations.NullMarked;
