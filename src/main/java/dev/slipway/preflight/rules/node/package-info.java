/** Rules about what npm, yarn and pnpm are asked to install and run. */
@NullMarked
package dev.slipway.preflight.rules.node;

import org.jspecify.annotations.NullMarked;
