package dev.slipway.diagnose;

import dev.slipway.knowledge.BaseImage;
import dev.slipway.knowledge.Distribution;
import dev.slipway.knowledge.Knowledge;
import dev.slipway.knowledge.Packages;
import dev.slipway.knowledge.PythonPackage;
import dev.slipway.knowledge.Renamings;
import dev.slipway.knowledge.SystemLibrary;
import dev.slipway.knowledge.Tool;
import dev.slipway.model.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The shared tables as rules name them: a captured text to words for a sentence. */
enum KnownTable {
    /** A C header to the packages that a build needs. */
    HEADERS {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.libraries().ofHeader(key).map(library -> told(library.development(), distribution));
        }
    },
    /** A shared object to the packages that a program needs when it runs. */
    OBJECTS {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.libraries().ofObject(key).map(library -> told(library.running(key), distribution));
        }
    },
    /** A library's name to the packages that a build needs. */
    LIBRARIES {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.libraries().named(key).map(library -> told(library.development(), distribution));
        }
    },
    /** A command to what brings it, as the end of a sentence. */
    TOOLS {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.tools().giving(key).map(tool -> told(tool, distribution));
        }
    },
    /** A Python module to the package that brings it. */
    MODULES {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.pythonPackages()
                    .importing(key)
                    .map(PythonPackage::name)
                    .filter(name -> !name.equals(key));
        }
    },
    /** A Python package to the system packages that its source build needs. */
    PYTHON_BUILDS {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.pythonPackages()
                    .named(key)
                    .filter(each -> !each.build().isEmpty())
                    .map(each -> needs(each.build(), distribution));
        }
    },
    /** A Python package to another that needs less, with the reason. */
    PYTHON_INSTEAD {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.pythonPackages()
                    .named(key)
                    .flatMap(PythonPackage::replacement)
                    .map(instead -> instead.name() + " (" + instead.because() + ")");
        }
    },
    /** A Python package and a Python version, with a blank between, to the first release that has a wheel. */
    FIRST_WHEELS {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            int blank = key.indexOf(' ');
            return blank < 0
                    ? Optional.empty()
                    : Knowledge.firstWheels().of(key.substring(0, blank), minor(key.substring(blank + 1)));
        }
    },
    /**
     * A Python package, the release that was asked for and the oldest that the index offers, with blanks between, to the
     * Python that the former is too old for: the one whose first wheel is the latter.
     */
    TOO_OLD_FOR {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            String[] asked = key.split(" ", 3);
            if (asked.length < 3 || Version.parse(asked[1]).compareTo(Version.parse(asked[2])) >= 0) {
                return Optional.empty();
            }
            return Knowledge.firstWheels().pythonOf(asked[0], asked[2]);
        }
    },
    /** A Python package to the first release that is built for NumPy 2. */
    NUMPY2 {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.pythonPackages().importing(key).flatMap(PythonPackage::numpy2);
        }
    },
    /** A package of Debian or Ubuntu to what became of it. */
    DEBIAN_NAMES {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.renamings().of(Distribution.DEBIAN, key).map(KnownTable::told);
        }
    },
    /** A package of Alpine to what became of it. */
    ALPINE_NAMES {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.renamings().of(Distribution.ALPINE, key).map(KnownTable::told);
        }
    },
    /** An image to how its tags are built, or what took its place. */
    IMAGES {
        @Override
        Optional<String> words(String key, @Nullable Distribution distribution) {
            return Knowledge.baseImages().of(key).map(KnownTable::told);
        }
    };

    abstract Optional<String> words(String key, @Nullable Distribution distribution);

    private static String told(Packages packages, @Nullable Distribution distribution) {
        return packages.told(distribution);
    }

    private static String told(Tool tool, @Nullable Distribution distribution) {
        String packages =
                tool.packages().none() ? "" : "the package " + tool.packages().told(distribution) + " brings it";
        return Stream.of(packages, tool.hint())
                .filter(each -> !each.isEmpty())
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }

    private static String told(Renamings.Renaming renaming) {
        String now = renaming.to().isEmpty() ? "nothing took its place" : "now " + renaming.to();
        return renaming.note().isEmpty() ? now : now + "; " + renaming.note();
    }

    private static String told(BaseImage image) {
        return image.successor()
                .map(successor -> "it was given up for " + successor)
                .orElse("its tags look like " + image.tags());
    }

    private static String needs(List<String> names, @Nullable Distribution distribution) {
        List<Packages> needed = names.stream()
                .flatMap(name -> Knowledge.libraries()
                        .named(name)
                        .map(SystemLibrary::development)
                        .or(() -> Knowledge.tools().named(name).map(Tool::packages))
                        .stream())
                .toList();
        return new Packages(
                        joined(needed.stream().map(Packages::debian)),
                        joined(needed.stream().map(Packages::alpine)))
                .told(distribution);
    }

    private static String joined(Stream<String> names) {
        return String.join(" ", names.filter(name -> !name.isEmpty()).distinct().toList());
    }

    /** {@code 3.12.4} to {@code 3.12}. */
    private static String minor(String version) {
        String[] parts = version.split("\\.", 3);
        return parts.length < 2 ? version : parts[0] + "." + parts[1];
    }
}
