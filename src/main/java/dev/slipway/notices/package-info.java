/**
 * Notices, kept until they are delivered: by webhook, by e-mail, by a command. It does not know what they are about.
 */
@NullMarked
package dev.slipway.notices;

import org.jspecify.annotations.NullMarked;
