package dev.slipway.probe;

/**
 * Lets the JDK's HTTP client send a Host header, by which virtual hosts are asked. The client reads that setting once in the
 * life of a process, when anybody first sends anything: whoever begins a process allows it first.
 */
public final class VirtualHosts {
    private static final String SETTING = "jdk.httpclient.allowRestrictedHeaders";

    private VirtualHosts() {}

    /** What somebody has set already stays. */
    public static void allow() {
        if (System.getProperty(SETTING) == null) {
            System.setProperty(SETTING, "host");
        }
    }
}
