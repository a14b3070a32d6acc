package dev.wavry.core.sound;

import dev.wavry.core.catalog.Provider;
import dev.wavry.spi.audio.AudioDecoderFactory;
import dev.wavry.spi.audio.AudioEncoderFactory;
import dev.wavry.spi.audio.AudioSink;
import dev.wavry.spi.audio.AudioSource;
import java.util.concurrent.CompletableFuture;

/** What has to do with sound among all strategies. */
final class SoundRoles {
    private SoundRoles() {}

    static boolean isSound(Object service) {
        return service instanceof AudioSource
                || service instanceof AudioSink
                || service instanceof AudioEncoderFactory
                || service instanceof AudioDecoderFactory;
    }

    /**
     * Plans without a strategy and answers when nothing of it runs any more.
     *
     * @param plan hands the plan over to CONTROL
     */
    static CompletableFuture<?> leaving(Provider<?> provider, SoundDesk desk, Runnable plan) {
        if (!isSound(provider.service())) {
            return CompletableFuture.completedFuture(true);
        }
        CompletableFuture<Boolean> unused = new CompletableFuture<>();
        plan.run();
        desk.control(() -> {
            desk.uses.none(provider.serviceId()).thenAccept(unused::complete);
        });
        return unused;
    }
}
