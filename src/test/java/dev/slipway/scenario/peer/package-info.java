/** Generated files and ignore rules, and the reference client whose builds ours are compared with. */
@NullMarked
package dev.slipway.scenario.peer;

import org.jspecify.annotations.NullMarked;
