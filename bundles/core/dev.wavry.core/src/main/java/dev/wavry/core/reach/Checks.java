package dev.wavry.core.reach;

import dev.wavry.reach.stun.StunAttribute;
import dev.wavry.reach.stun.StunMessage;
import dev.wavry.reach.stun.StunType;
import dev.wavry.reach.stun.StunWriter;
import dev.wavry.spi.transport.PathAddress;
import java.net.InetSocketAddress;

/** The messages of connectivity checks (RFC 8445, 7.1 and 7.3): binding requests signed with the password of who is asked. */
final class Checks {
    private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 0);

    private Checks() {}

    static byte[] request(byte[] transaction, Credentials asked, Credentials asking, boolean taken) {
        StunWriter message = new StunWriter(StunType.BINDING, transaction)
                .put(StunAttribute.USERNAME, asked.name() + ":" + asking.name());
        if (taken) {
            message.flag(StunAttribute.USE_CANDIDATE);
        }
        return message.signed(asked.key());
    }

    static byte[] answer(StunMessage request, PathAddress from, Credentials asked) {
        InetSocketAddress seen = from.socket() instanceof InetSocketAddress inet ? inet : NOWHERE;
        return new StunWriter(StunType.BINDING | StunType.SUCCESS, request.transaction())
                .putAddress(StunAttribute.XOR_MAPPED_ADDRESS, seen)
                .signed(asked.key());
    }

    /** Name of the one who is asked, or nothing if the message names nobody. */
    static String asked(StunMessage request) {
        String names = request.text(StunAttribute.USERNAME);
        int colon = names.indexOf(':');
        return colon < 0 ? "" : names.substring(0, colon);
    }
}
