package dev.wavry.core.sound;

import dev.wavry.api.HandOver;
import dev.wavry.api.Role;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody wants another part of the sound.
 *
 * @param role which
 * @param answer told what became of it
 * @param sinceNanos when it was wanted
 */
record SoundWish(Role role, CompletableFuture<HandOver> answer, long sinceNanos) {
    void done(String text, long nowNanos) {
        answer.complete(new HandOver(role, true, text, (nowNanos - sinceNanos) / 1e6));
    }

    void failed(String text, long nowNanos) {
        answer.complete(new HandOver(role, false, text, (nowNanos - sinceNanos) / 1e6));
    }
}
