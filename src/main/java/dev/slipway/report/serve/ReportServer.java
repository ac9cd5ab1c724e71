package dev.slipway.report.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves the index, the pages of runs, whole logs, and how a run at work goes on, on 127.0.0.1 until it is closed. It answers
 * GET alone, and only who calls it by its own address: a page of another site that has its name point here is refused.
 *
 * <p>Thread rule: any. Each request has a virtual thread of its own; closing ends them all.
 */
public final class ReportServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private ReportServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * @param port 0 for any that is free
     * @throws UncheckedIOException when the port is not to be had
     */
    public static ReportServer open(int port, Reports reports) {
        try {
            HttpServer server = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/", new Doorkeeper(server.getAddress().getPort(), new Answers(reports)));
            server.start();
            return new ReportServer(server, threads);
        } catch (IOException refused) {
            throw new UncheckedIOException(
                    "serving reports at 127.0.0.1:" + port + ": " + refused.getMessage(), refused);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        // Interrupts those who wait for a run to go on; the server itself would wait for them.
        threads.shutdownNow();
        server.stop(0);
    }
}
