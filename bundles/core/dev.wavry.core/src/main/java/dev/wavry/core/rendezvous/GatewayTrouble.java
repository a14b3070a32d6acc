package dev.wavry.core.rendezvous;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.GatewayAccess;
import dev.wavry.api.WavryException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says what is wrong with a gateway, and what to do. */
final class GatewayTrouble {
    private static final String PLAIN = "Check the address and the network, and that TCP to it is open.";

    private GatewayTrouble() {}

    static WavryException of(GatewayAccess access, Throwable cause) {
        String what = "The gateway " + access.address() + " cannot be used: ";
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof CertificateExpiredException || at instanceof CertificateNotYetValidException) {
                return failure(
                        what + "its certificate is not valid today", "Check the clocks of both machines.", cause);
            }
        }
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SSLException) {
                return failure(
                        what + "its certificate is not trusted (" + at.getMessage() + ")",
                        "Name its certificate with --gateway-ca, and use the name it was made for.",
                        cause);
            }
            if (at instanceof UnresolvedAddressException) {
                return failure(what + "its name has no address", "Check the spelling and the name server.", cause);
            }
            if (at instanceof HttpConnectTimeoutException || at instanceof TimeoutException) {
                return failure(what + "it did not answer within 5 s", PLAIN, cause);
            }
            if (at instanceof ConnectException) {
                return failure(what + "nobody listens there, or the way is closed", PLAIN, cause);
            }
        }
        return failure(what + cause.getMessage(), PLAIN, cause);
    }

    private static WavryException failure(String what, String fix, Throwable cause) {
        return new WavryException(ErrorKind.GATEWAY, what, fix, cause);
    }
}
