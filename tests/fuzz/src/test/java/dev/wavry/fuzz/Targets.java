package dev.wavry.fuzz;

import dev.wavry.core.sound.SoundTargets;
import dev.wavry.core.trust.TrustTargets;
import dev.wavry.operate.http.internal.HttpTargets;
import dev.wavry.operate.repo.RepoTargets;
import dev.wavry.relay.internal.RelayTargets;
import dev.wavry.rift.Identity;
import dev.wavry.rift.WavryId;
import dev.wavry.rift.internal.WireTargets;
import dev.wavry.rift.message.InputCodec;
import dev.wavry.rift.message.MalformedMessageException;
import dev.wavry.rift.message.Message;
import dev.wavry.rift.message.MessageCodec;
import dev.wavry.spi.input.InputEvent;
import dev.wavry.transport.tls.internal.TlsTargets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Everything that reads bytes from outside, by name. A target throws when something is wrong, and nothing else. */
final class Targets {
    private static final ByteBuffer OUT = ByteBuffer.allocate(300_000);

    private Targets() {}

    static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>(WireTargets.all());
        targets.putAll(TrustTargets.all());
        targets.putAll(SoundTargets.all());
        targets.putAll(TlsTargets.all());
        targets.putAll(TalkTargets.all());
        targets.putAll(ReachTargets.all());
        targets.putAll(RelayTargets.all());
        targets.putAll(RepoTargets.all());
        targets.putAll(HttpTargets.all());
        targets.put("message", Targets::message);
        targets.put("input-event", Targets::inputEvent);
        targets.put("identity", Targets::identity);
        targets.put("wavry-id", Targets::wavryId);
        targets.put("codec-tiles", new CodecTarget(CodecTarget.tiles()));
        targets.put("codec-raw", new CodecTarget(CodecTarget.raw()));
        targets.put("sound-opus", SoundTarget.opus());
        targets.put("sound-pcm", SoundTarget.pcm());
        return targets;
    }

    /** What was read can be written and read again, and is the same. */
    private static void message(byte[] bytes) {
        Message read;
        try {
            read = MessageCodec.decode(ByteBuffer.wrap(bytes));
        } catch (MalformedMessageException refused) {
            return;
        }
        if (read != null) {
            MessageCodec.encode(read, OUT.clear());
            try {
                Message again = MessageCodec.decode(OUT.flip());
                require(read.equals(again), "it is another message when written and read again: " + read);
            } catch (MalformedMessageException e) {
                throw new AssertionError("what was read cannot be read again: " + read, e);
            }
        }
    }

    private static void inputEvent(byte[] bytes) {
        InputEvent event = new InputEvent();
        if (InputCodec.decode(ByteBuffer.wrap(bytes), event)) {
            require(InputCodec.encode(event, OUT.clear()), "an event that cannot be written: " + event);
        }
    }

    private static void identity(byte[] bytes) {
        try {
            Identity read = Identity.fromBytes(bytes);
            require(java.util.Arrays.equals(bytes, read.toBytes()), "another key file when written again");
        } catch (IllegalArgumentException refused) {
            require(refused.getMessage() != null && !refused.getMessage().isEmpty(), "a refusal without a sentence");
        }
    }

    private static void wavryId(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            WavryId id = WavryId.parse(text);
            require(WavryId.parse(id.toString()).equals(id), "another id when written again");
        } catch (IllegalArgumentException refused) {
            require(refused.getMessage() != null && !refused.getMessage().isEmpty(), "a refusal without a sentence");
        }
    }

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
