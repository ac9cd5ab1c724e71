package dev.slipway.yaml;

import java.util.List;

/** {@code defaults}: what every image inherits. Its values are read where they are inherited; here they are checked. */
final class DefaultsSection {
    static final Fields<Boolean> SHAPE = Fields.of(
            "defaults",
            "What every image of the file inherits and may override.",
            List.of(VariantKeys.RETRY, VariantKeys.TIMEOUT),
            section -> {
                section.optional(VariantKeys.RETRY);
                section.optional(VariantKeys.TIMEOUT);
                return true;
            });

    private DefaultsSection() {}
}
