package dev.slipway.engine;

/** A secret, in memory for as long as a run needs it. Never printed: its text is a placeholder. */
public final class SecretValue {
    private final byte[] value;

    public SecretValue(byte[] value) {
        this.value = value.clone();
    }

    public byte[] bytes() {
        return value.clone();
    }

    @Override
    public String toString() {
        return "***";
    }
}
