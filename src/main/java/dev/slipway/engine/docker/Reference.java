package dev.slipway.engine.docker;

/** An image's name, cut where the API wants it cut: {@code host:5000/team/app} and {@code 1.2}, or {@code sha256:…}. */
record Reference(String repository, String tagOrDigest) {
    static Reference parse(String reference) {
        int at = reference.indexOf('@');
        if (at > 0) {
            return new Reference(reference.substring(0, at), reference.substring(at + 1));
        }
        int colon = reference.lastIndexOf(':');
        return colon > reference.lastIndexOf('/')
                ? new Reference(reference.substring(0, colon), reference.substring(colon + 1))
                : new Reference(reference, "latest");
    }
}
