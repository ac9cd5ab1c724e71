package dev.slipway.engine;

/** A port of the engine's host that a running container answers at; {@code address} as the engine tells it, or empty. */
public record OpenPort(String container, String containerName, String address, int port) {}
