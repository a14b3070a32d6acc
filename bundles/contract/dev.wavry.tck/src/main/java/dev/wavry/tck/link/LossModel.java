package dev.wavry.tck.link;

import java.util.SplittableRandom;

/** Which packets get lost on the way. */
public interface LossModel {
    /** Whether the next packet is lost. */
    boolean loses(SplittableRandom random);

    /** Nothing is lost. */
    static LossModel none() {
        return random -> false;
    }

    /** Each packet by itself, with this probability. */
    static LossModel random(double probability) {
        return random -> random.nextDouble() < probability;
    }

    /**
     * Bursts (Gilbert): in the long run so many packets are lost, in runs of this mean length.
     *
     * @param meanBurst at least 1
     */
    static LossModel bursts(double probability, double meanBurst) {
        double leave = 1 / meanBurst;
        double enter = probability * leave / (1 - probability);
        return new LossModel() {
            private boolean bad;

            @Override
            public boolean loses(SplittableRandom random) {
                bad = random.nextDouble() < (bad ? 1 - leave : enter);
                return bad;
            }
        };
    }
}
