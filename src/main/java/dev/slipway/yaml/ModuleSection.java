package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.VersionRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code import} and {@code packages}: names with version ranges. */
final class ModuleSection {
    private static final MapOf.Keys MODULE_NAMES = MapOf.Keys.matching(
            Words.MODULE.wanted(), "numpy", "[A-Za-z_][A-Za-z0-9_]{0,99}(?:\\.[A-Za-z_][A-Za-z0-9_]{0,99}){0,20}");
    private static final MapOf.Keys DISTRIBUTIONS = MapOf.Keys.matching(
            "a Python distribution", "opencv-python", "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?");

    static final Shape<Map<String, VersionRange>> MODULES = new Either<>(
            Mapped.always(ListOf.some(Words.MODULE), (names, at) -> anyVersion(names)),
            MapOf.some(MODULE_NAMES, Words.RANGE));

    private static final Text<Optional<VersionRange>> RANGE_OR_ABSENT = Text.of(
            "a range of versions or 'absent'",
            "\">=1.21,<2\"",
            "",
            text -> text.equals("absent") ? Optional.empty() : Optional.of(Words.range(text)));

    static final Shape<Check.Packages> PACKAGES =
            Mapped.always(MapOf.some(DISTRIBUTIONS, RANGE_OR_ABSENT), ModuleSection::packages);

    private ModuleSection() {}

    private static Map<String, VersionRange> anyVersion(List<String> names) {
        Map<String, VersionRange> modules = new LinkedHashMap<>();
        names.forEach(name -> modules.put(name, VersionRange.ANY));
        return modules;
    }

    private static Check.Packages packages(Map<String, Optional<VersionRange>> said, Cursor at) {
        Map<String, VersionRange> wanted = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        said.forEach((name, range) -> range.ifPresentOrElse(some -> wanted.put(name, some), () -> absent.add(name)));
        return new Check.Packages(wanted, absent, at.declared());
    }
}
