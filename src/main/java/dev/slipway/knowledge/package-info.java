/**
 * What is known of the world outside: which package brings a header, a shared object, a command or a Python module, how
 * base images are tagged, from which release on there are wheels. Tables beside the code, read on first use; whoever
 * judges a log or reads a Dockerfile asks here, and this package knows neither.
 */
@NullMarked
package dev.slipway.knowledge;

import org.jspecify.annotations.NullMarked;
