package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ImageFacts.Configuration;
import dev.slipway.engine.ImageFacts.HealthProbe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisfitProbeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    celery -A app.celery worker -P solo | celery | HEALTHCHECK CMD celery -A app.celery inspect ping -d celery@$HOSTNAME
                    /opt/venv/bin/celery worker | celery | HEALTHCHECK CMD celery inspect ping -d celery@$HOSTNAME
                    celery --app proj beat | celery beat | HEALTHCHECK NONE
                    uv run arq app.WorkerSettings | arq | HEALTHCHECK CMD arq app.WorkerSettings --check
                    python -m arq app.WorkerSettings --watch . | arq | HEALTHCHECK CMD arq app.WorkerSettings --check
                    sh -c 'exec rq worker high' | rq | HEALTHCHECK NONE
                    dramatiq app | dramatiq | HEALTHCHECK NONE
                    """)
    void aWorkerAnswersNoHttp(String command, String worker, String fitting) {
        assertThat(of("curl -f http://localhost:8000/health", command)).hasValueSatisfying(misfit -> {
            assertThat(misfit.worker()).isEqualTo(worker);
            assertThat(misfit.port()).isEqualTo("8000");
            assertThat(misfit.fitting()).isEqualTo(fitting);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    curl -f http://localhost:8000/health | uvicorn app:app
                    curl -f http://localhost:5555/ | celery -A app flower
                    celery -A app inspect ping | celery -A app worker
                    curl -f http://example.org/ | celery -A app worker
                    """)
    void otherPairsFit(String probe, String command) {
        assertThat(of(probe, command)).isEmpty();
    }

    private static Optional<MisfitProbe> of(String probe, String command) {
        return MisfitProbe.in(new Configuration(
                "",
                List.of(),
                Words.of(command),
                Map.of(),
                List.of(),
                new HealthProbe(List.of("CMD-SHELL", probe)),
                "/"));
    }
}
