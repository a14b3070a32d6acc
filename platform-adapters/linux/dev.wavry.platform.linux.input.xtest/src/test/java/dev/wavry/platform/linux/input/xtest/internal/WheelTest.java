package dev.wavry.platform.linux.input.xtest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WheelTest {
    private final Wheel wheel = new Wheel();

    @Test
    void shouldAddUpSmallTurns() {
        assertEquals(0, wheel.turn(50));
        assertEquals(0, wheel.turn(50));
        assertEquals(1, wheel.turn(50));
        assertEquals(0, wheel.turn(80));
        assertEquals(1, wheel.turn(10));
    }

    @Test
    void shouldDoSeveralNotchesAtOnce() {
        assertEquals(-3, wheel.turn(-400));
    }

    @Test
    void shouldForgetTheRestWhenTurnedRound() {
        assertEquals(0, wheel.turn(110));
        assertEquals(-1, wheel.turn(-120));
    }
}
