package dev.wavry.shell.internal;

import java.util.concurrent.CountDownLatch;

/** A process that waits to be told to end. */
final class Patient {
    static final int CHOSEN = 7;

    private Patient() {}

    /** Ends politely, or only says that it heard. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        boolean deaf = args[0].equals("deaf");
        Signals.onFirst(deaf ? () -> say('1') : told::countDown);
        say('r');
        told.await();
        System.exit(CHOSEN);
    }

    private static void say(char what) {
        System.out.print(what);
        System.out.flush();
    }
}
