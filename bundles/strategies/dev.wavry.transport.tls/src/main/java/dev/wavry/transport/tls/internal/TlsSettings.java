package dev.wavry.transport.tls.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What strangers may take of a host, and how much may wait. */
@ObjectClassDefinition(name = "TLS on TCP", description = "Carries sessions where UDP does not pass.")
public @interface TlsSettings {
    /** Connections at a time; one more pushes out the one that was sent to longest ago. */
    @AttributeDefinition(name = "Connections", description = "Most connections of a host at a time.")
    int maxConnections() default 64;

    /** Connections of one internet address at a time. */
    @AttributeDefinition(name = "Connections of one address", description = "Further ones are closed at once.")
    int maxConnectionsOfOneAddress() default 16;

    /** How long the handshake of TCP and TLS may take, in milliseconds; so long may a datagram take that was begun. */
    @AttributeDefinition(name = "Patience", description = "For a handshake or a begun datagram, in milliseconds.")
    int patienceMillis() default 5000;

    /** A connection on which nothing arrives for so long is closed, in milliseconds. */
    @AttributeDefinition(name = "Silence", description = "Closes silent connections after so many milliseconds.")
    int silenceMillis() default 20_000;

    /** Bytes that wait here for TCP before a session is asked to wait itself. */
    @AttributeDefinition(name = "Queue", description = "Bytes that wait for TCP before the session waits.")
    int queueBytes() default 65_536;

    /** Send buffer asked of the system in bytes: what is in it cannot be taken back in favour of a newer picture. */
    @AttributeDefinition(name = "Send buffer", description = "Send buffer asked of the system, in bytes.")
    int sendBufferBytes() default 262_144;
}
