/**
 * What a Dockerfile says, and what can be known of a build before it is begun: the files that it reads, the commands
 * that it runs, the folder and the user that are in force. It knows the context and the model; it may not know an engine.
 */
@NullMarked
package dev.slipway.preflight;

import org.jspecify.annotations.NullMarked;
