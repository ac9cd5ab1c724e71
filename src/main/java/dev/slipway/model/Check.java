package dev.slipway.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One question to a built image, with the answer that it must give. */
public sealed interface Check
        permits Check.Run,
                Check.Import,
                Check.Http,
                Check.Healthy,
                Check.Logs,
                Check.Image,
                Check.Packages,
                WorkerCheck {
    /** The check in a few words, for people: {@code import cv2, numpy}, {@code GET :8000/health}. */
    String title();

    Origin origin();

    /**
     * A command in a container of the image. With {@code service} the container runs the image's own command and this
     * one is executed beside it, again and again until it passes or {@code within} is over; otherwise it is the
     * container's only command and is run once.
     */
    record Run(String command, int exit, @Nullable String output, boolean service, Duration within, Origin origin)
            implements Check {
        public Optional<String> contains() {
            return Optional.ofNullable(output);
        }

        @Override
        public String title() {
            return "run " + command;
        }
    }

    /** Python modules that must import, each with the range its version must lie in ({@link VersionRange#ANY} for none). */
    record Import(Map<String, VersionRange> modules, Duration within, Origin origin) implements Check {
        public Import {
            modules = Ordered.copy(modules);
        }

        @Override
        public String title() {
            return "import " + String.join(", ", modules.keySet());
        }
    }

    /** An HTTP request from outside the container, repeated until the expected answer comes or {@code within} is over. */
    record Http(HttpCall call, HttpAnswer answer, Duration within, Origin origin) implements Check {
        @Override
        public String title() {
            return call.method() + " :" + call.port() + call.path();
        }
    }

    /** The image's own HEALTHCHECK, or the one given here, must report healthy. */
    record Healthy(Duration within, Origin origin) implements Check {
        @Override
        public String title() {
            return "healthy";
        }
    }

    /** What the container's log must hold, within the time, and what it must never hold. */
    record Logs(List<String> must, List<String> never, Duration within, Origin origin) implements Check {
        public Logs {
            must = List.copyOf(must);
            never = List.copyOf(never);
        }

        @Override
        public String title() {
            return "logs";
        }
    }

    /** Facts of the image itself; nothing is run but the look-up of its entrypoint. */
    record Image(
            @Nullable String user,
            @Nullable Long largest,
            Map<String, String> labels,
            List<Integer> ports,
            boolean entrypoint,
            Origin origin)
            implements Check {
        public Image {
            labels = Ordered.copy(labels);
            ports = List.copyOf(ports);
        }

        /** {@code non-root}, or the exact user the image must have. */
        public Optional<String> wantedUser() {
            return Optional.ofNullable(user);
        }

        /** The most bytes the image may have. */
        public OptionalLong maxBytes() {
            return largest == null ? OptionalLong.empty() : OptionalLong.of(largest);
        }

        @Override
        public String title() {
            return "image";
        }
    }

    /** Installed distributions by name and version, read from the image's Python environment without importing them. */
    record Packages(Map<String, VersionRange> wanted, List<String> absent, Origin origin) implements Check {
        public Packages {
            wanted = Ordered.copy(wanted);
            absent = List.copyOf(absent);
        }

        @Override
        public String title() {
            return "packages";
        }
    }
}
