package dev.slipway.notices;

import java.nio.file.Path;

/** A process that sends what waits: in the folder and to the address that it is given. */
final class Deliverer {
    private Deliverer() {}

    public static void main(String[] arguments) {
        Office.deliver(new Office(Path.of(arguments[0])).outbox(Office.webhook(arguments[1])));
    }
}
