package dev.slipway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowledgeTest {
    @ParameterizedTest
    @CsvSource({
        "ffi.h, libffi-dev",
        "openssl/ssl.h, libssl-dev (Alpine: openssl-dev)",
        "/usr/include/libxml/xpath.h, libxml2-dev",
        "GL/glut.h, freeglut3-dev (Alpine: freeglut-dev)",
        "GL/gl.h, libgl1-mesa-dev (Alpine: mesa-dev)",
    })
    void knowsWhatBringsAHeader(String header, String packages) {
        assertThat(Knowledge.libraries()
                        .ofHeader(header)
                        .orElseThrow()
                        .development()
                        .told(null))
                .isEqualTo(packages);
    }

    @ParameterizedTest
    @CsvSource({
        "libGL.so.1, DEBIAN, libgl1",
        "libGL.so.1, ALPINE, mesa-gl",
        "/usr/lib/libgomp.so.1, DEBIAN, libgomp1",
        "libssl.so.1.1, DEBIAN, libssl1.1",
        "libavcodec.so.59.37.100, DEBIAN, libavcodec59",
    })
    void knowsWhatBringsASharedObject(String object, Distribution distribution, String packages) {
        assertThat(Knowledge.libraries()
                        .ofObject(object)
                        .orElseThrow()
                        .running(object)
                        .in(distribution))
                .contains(packages);
    }

    @Test
    void namesNothingThatItDoesNotKnow() {
        assertThat(Knowledge.libraries().ofHeader("harbour.h")).isEmpty();
        assertThat(Knowledge.libraries().ofObject("libharbour.so.1")).isEmpty();
        assertThat(Knowledge.libraries().named("harbour")).isEmpty();
        assertThat(Knowledge.baseImages().of("example.com/harbour:1")).isEmpty();
    }

    @Test
    void findsALibraryByTheNamesOfBuildTools() {
        assertThat(Stream.of("pg_config", "OpenSSL", "libavformat", "lapack", "gdal-config")
                        .map(name ->
                                Knowledge.libraries().named(name).orElseThrow().name()))
                .containsExactly("libpq", "openssl", "ffmpeg", "lapack", "gdal");
    }

    @Test
    void everyPythonPackageNamesLibrariesAndToolsThatExist() {
        assertThat(Knowledge.pythonPackages().all())
                .allSatisfy(each -> assertThat(Stream.concat(each.build().stream(), each.run().stream()))
                        .allMatch(name -> Knowledge.libraries().named(name).isPresent()
                                || Knowledge.tools().named(name).isPresent()))
                .hasSizeGreaterThan(60)
                .allMatch(each -> each.name().equals(PythonPackages.normal(each.name())));
    }

    @Test
    void findsAPythonPackageByItsModule() {
        assertThat(Knowledge.pythonPackages().importing("cv2").orElseThrow().name())
                .isEqualTo("opencv-python-headless");
        assertThat(Knowledge.pythonPackages()
                        .importing("google.protobuf.message")
                        .orElseThrow()
                        .name())
                .isEqualTo("protobuf");
        assertThat(Knowledge.pythonPackages().named("PyYAML")).isPresent();
    }

    @Test
    void isRich() {
        assertThat(Knowledge.libraries().all().stream()
                        .mapToInt(library -> library.headers().size()
                                + library.objects().size()
                                + library.names().size())
                        .sum())
                .isGreaterThan(600);
        assertThat(Knowledge.tools().all()).hasSizeGreaterThan(60);
        assertThat(Knowledge.renamings().all())
                .hasSizeGreaterThan(100)
                .noneMatch(each -> each.from().equals(each.to()))
                .noneMatch(each -> each.to().isEmpty() && each.note().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "python:3.11-slim, DEBIAN",
        "python:3.11-alpine3.19, ALPINE",
        "docker.io/library/node:20-alpine@sha256:abc, ALPINE",
        "nvidia/cuda:12.4.1-devel-ubi8, REDHAT",
        "debian, DEBIAN",
    })
    void knowsWhatABaseIs(String reference, Distribution distribution) {
        assertThat(Knowledge.baseImages().distributionOf(reference)).contains(distribution);
    }

    @Test
    void knowsTheFirstWheelForAPython() {
        assertThat(Knowledge.firstWheels().of("NumPy", "3.12")).contains("1.26.0");
        assertThat(Knowledge.firstWheels().of("numpy", "2.7")).isEmpty();
    }

    @Test
    void refusesARowItDoesNotUnderstand() {
        Table table = Table.read(
                "test.yaml", new ByteArrayInputStream("- {name: a, nmae: b}".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> table.each(Set.of("name"), Table.Row::name))
                .hasMessageContaining("test.yaml")
                .hasMessageContaining("nmae");
    }
}
