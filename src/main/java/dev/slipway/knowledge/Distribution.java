package dev.slipway.knowledge;

/** The family of a base's package manager. */
public enum Distribution {
    /** Debian and Ubuntu: apt-get. */
    DEBIAN,
    /** apk, and musl in place of glibc. */
    ALPINE,
    /** Red Hat and its kin: dnf, yum, microdnf. */
    REDHAT,
    SUSE,
    ARCH,
    WINDOWS,
    /** No package manager at all, such as scratch and distroless. */
    NONE
}
