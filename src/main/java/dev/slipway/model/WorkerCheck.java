package dev.slipway.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question to a worker that answers no HTTP: to the container that runs it, in the words of its own library.
 * {@code within} is the longest that it may take until it gives a sign of life, and as long again until a job is done.
 */
public sealed interface WorkerCheck extends Check {
    Duration within();

    /**
     * Work that is given to the worker to see it come back. {@code args} is a JSON array and {@code kwargs} a JSON object.
     *
     * @param result JSON that the work must result in; null where any result will do
     */
    record Job(String name, String args, String kwargs, @Nullable String result) {
        public Optional<String> wanted() {
            return Optional.ofNullable(result);
        }
    }

    /**
     * An arq worker: the record of its health that {@code arq SETTINGS --check} asks for, and a job that it does.
     * {@code settings} is the dotted path of its settings, as on arq's command line.
     */
    record Arq(String settings, @Nullable Job sample, Duration within, Origin origin) implements WorkerCheck {
        public Optional<Job> job() {
            return Optional.ofNullable(sample);
        }

        @Override
        public String title() {
            return "arq " + settings + (sample == null ? "" : " does " + sample.name());
        }
    }

    /**
     * A Celery worker: the node of that very container answers a ping, and does a task. {@code app} is as after
     * celery's {@code -A}.
     *
     * @param patience how long an unanswered ping is forgiven while the worker is seen to have a task in hand; null for
     *     not at all
     */
    record Celery(String app, @Nullable Job sample, @Nullable Duration patience, Duration within, Origin origin)
            implements WorkerCheck {
        public Optional<Job> task() {
            return Optional.ofNullable(sample);
        }

        public Optional<Duration> busy() {
            return Optional.ofNullable(patience);
        }

        @Override
        public String title() {
            return "celery " + app + (sample == null ? "" : " does " + sample.name());
        }
    }

    /**
     * Celery's scheduler: it holds its schedule, and sends what is due.
     *
     * @param app as after celery's {@code -A}; null where only the schedule file is read
     * @param file the schedule file in the container; null for the one that the process or the app names
     */
    record Beat(@Nullable String app, @Nullable String file, Duration within, Origin origin) implements WorkerCheck {
        public Optional<String> application() {
            return Optional.ofNullable(app);
        }

        public Optional<String> schedule() {
            return Optional.ofNullable(file);
        }

        @Override
        public String title() {
            return "beat " + (app == null ? String.valueOf(file) : app);
        }
    }
}
