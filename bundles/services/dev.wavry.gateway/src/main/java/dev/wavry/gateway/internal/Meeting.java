package dev.wavry.gateway.internal;

/** A client and a host that are being introduced. */
final class Meeting {
    final String ref;
    final String session;
    final Guest client;
    final Guest host;
    /** Whether the host agreed; before it does the client learns nothing. */
    boolean agreed;

    Meeting(String ref, String session, Guest client, Guest host) {
        this.ref = ref;
        this.session = session;
        this.client = client;
        this.host = host;
    }

    Guest other(Guest one) {
        return one == client ? host : client;
    }
}
