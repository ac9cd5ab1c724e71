package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void aLocalEngineIsAskedWhereItPublished() {
        assertThat(Address.reach("127.0.0.1:49153", "unix:///var/run/docker.sock"))
                .isEqualTo("127.0.0.1:49153");
        assertThat(Address.reach("0.0.0.0:49153", "unix:///run/x.sock")).isEqualTo("127.0.0.1:49153");
        assertThat(Address.reach("[::1]:80", "unix:///run/x.sock")).isEqualTo("[::1]:80");
    }

    @Test
    void aRemoteEngineIsAskedAtItsHost() {
        assertThat(Address.reach("127.0.0.1:49153", "tcp://build.example:2376")).isEqualTo("build.example:49153");
        assertThat(Address.reach("0.0.0.0:49153", "ssh://me@[fd00::7]")).isEqualTo("[fd00::7]:49153");
    }
}
