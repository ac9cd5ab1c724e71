package dev.slipway.context;

import dev.slipway.model.Origin;

/** One line of an ignore file that counts. {@code text} is the line as written, without the blanks around it. */
public record IgnoreRule(String text, boolean exception, Origin origin) {}
