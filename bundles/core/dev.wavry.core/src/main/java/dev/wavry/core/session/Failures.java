package dev.wavry.core.session;

import dev.wavry.api.ErrorKind;
import dev.wavry.api.WavryException;
import dev.wavry.spi.lifecycle.CannotOpenException;

/** What parts refuse, in the words of the product. */
final class Failures {
    private Failures() {}

    static WavryException cannotOpen(CannotOpenException e) {
        ErrorKind kind =
                switch (e.reason()) {
                    case BUSY -> ErrorKind.ADDRESS_IN_USE;
                    case NOT_PERMITTED -> ErrorKind.NOT_PERMITTED;
                    case NOT_HERE, UNSUPPORTED -> ErrorKind.USAGE;
                    case BROKEN -> ErrorKind.INTERNAL;
                };
        return new WavryException(kind, e.what(), e.fix(), e);
    }
}
