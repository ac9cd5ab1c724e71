package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A build may ask an ssh agent which keys there are, and to sign. It gets nothing else out of it, and cannot change it. */
final class SshMountIT {
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form. */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    @RegisterExtension
    private final Scenario scenario = new Scenario("agent-user");

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void classicHasNone() {
        scenario.assumeBuildKit("has no ssh mounts");
    }

    @Test
    void a_step_lists_and_signs_and_may_do_nothing_else() throws IOException, GeneralSecurityException {
        try (SshAgent agent = SshAgent.start(folder)) {
            String held = agent.holds();

            scenario.env("SSH_AUTH_SOCK", agent.socket().toString())
                    .slipway()
                    .run("build")
                    .exits(0)
                    .image("app", ImageStatus.BUILT);

            JsonNode answers = new ObjectMapper()
                    .readTree(scenario.engine().file(scenario.tagged("app").orElseThrow(), "/answers.json"));
            assertThat(answers.get("before"))
                    .singleElement()
                    .extracting(JsonNode::asText)
                    .isEqualTo(agent.key());
            assertThat(verified(agent.key(), answers.get("signature").asText())).isTrue();
            assertThat(answers.get("after")).isEqualTo(answers.get("before"));
            // 5 is the protocol's word for failure.
            assertThat(answers.get("refused")).isNotEmpty().allSatisfy(answer -> assertThat(answer.asText())
                    .isIn("5", "the agent hung up"));
            assertThat(agent.holds()).isEqualTo(held);
        }
    }

    @Test
    void an_agent_that_is_not_there_is_told_as_the_authors_to_mend() {
        Told told = scenario.env("SSH_AUTH_SOCK", folder.resolve("nobody.sock").toString())
                .slipway()
                .run("build");

        told.exits(1).image("app", ImageStatus.FAILED);
        assertThat(told.why("app", 0).nature()).as("%s", told).isIn(Nature.CONFIGURATION, Nature.ENVIRONMENT);
        assertThat(told.out()).contains("ssh", "nobody.sock");
    }

    private static boolean verified(String key, String signature) throws GeneralSecurityException {
        byte[] blob = Base64.getDecoder().decode(key);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(ED25519);
        encoded.write(blob, blob.length - 32, 32);
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        verifier.update("what is signed".getBytes(StandardCharsets.UTF_8));
        return verifier.verify(Base64.getDecoder().decode(signature));
    }
}
