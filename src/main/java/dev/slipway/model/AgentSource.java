package dev.slipway.model;

import java.nio.file.Path;

/** Where an ssh agent listens. */
public sealed interface AgentSource {
    /** The variable by which agents are found unless somebody says otherwise. */
    String VARIABLE = "SSH_AUTH_SOCK";

    Origin origin();

    /** At the socket that {@link #VARIABLE} names when the build begins. */
    record FromEnvironment(Origin origin) implements AgentSource {}

    /** {@code socket} is absolute. */
    record AtSocket(Path socket, Origin origin) implements AgentSource {}
}
