/**
 * Looks at the machine, the engine and the inside of containers for what makes builds fail, and says what to do. Changes
 * nothing; knows neither terminals nor commands.
 */
@NullMarked
package dev.slipway.doctor;

import org.jspecify.annotations.NullMarked;
