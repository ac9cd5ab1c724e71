/** Shell text split into the commands it runs. It knows nothing of Dockerfiles and runs nothing. */
@NullMarked
package dev.slipway.preflight.shell;

import org.jspecify.annotations.NullMarked;
