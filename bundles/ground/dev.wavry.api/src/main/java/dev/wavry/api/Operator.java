package dev.wavry.api;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The one door to what is installed: whoever lists, installs, swaps, updates or removes bundles goes through it, so that nothing passes
 * the check of trust or the journal. Safe from any thread; one order is done after the other.
 */
@ProviderType
public interface Operator {
    /**
     * Does what the words say, such as {@code install /tmp/codec.jar --dry-run}. Takes seconds and more, so call it on a thread of your own.
     *
     * @param words action, arguments and flags, as after {@code wavry bundles} or {@code wavry trust}; paths are absolute
     * @param who asks, for the journal
     * @param out told line by line how it goes and what came of it; with {@code --json} each line is an object
     * @return exit code of {@link ErrorKind}, 0 if it was done
     */
    int perform(List<String> words, String who, Consumer<String> out);

    /**
     * The same for somebody who may lose the right to give orders while this one waits for its turn.
     *
     * @param may asked once more before it is begun; what is begun goes on to its end
     */
    default int perform(List<String> words, String who, BooleanSupplier may, Consumer<String> out) {
        return perform(words, who, out);
    }
}
