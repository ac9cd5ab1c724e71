package dev.slipway.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "17, 17",
        "17B, 17",
        "1500MB, 1500000000",
        "1500 mb, 1500000000",
        "1k, 1000",
        "64KiB, 65536",
        "1.5GB, 1500000000",
        "1.25GB, 1250000000",
        "1.125KiB, 1152",
        "2GiB, 2147483648",
        "1T, 1000000000000"
    })
    void parses(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MB", "-1MB", "1.2345GB", "1,5GB", "1  MB", "1 MBit", "1e3"})
    void refuses(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no size, such as 1500MB or 2GiB");
    }

    @Test
    void refusesMoreThanCanBeCounted() {
        assertThatThrownBy(() -> ByteSize.parse("999999999999TB"))
                .hasMessageContaining("more bytes than can be counted");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1234, 1.2 kB",
        "9949, 9.9 kB",
        "9950, 10 kB",
        "431000000, 431 MB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "1200000000, 1.2 GB",
        "5000000000000000, 5000 TB"
    })
    void prints(long bytes, String text) {
        assertThat(ByteSize.print(bytes)).isEqualTo(text);
    }
}
