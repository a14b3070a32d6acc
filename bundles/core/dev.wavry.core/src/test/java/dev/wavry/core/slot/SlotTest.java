package dev.wavry.core.slot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wavry.spi.lifecycle.Awaitable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlotTest {
    private final Slot<String> slot = new Slot<>();

    @Test
    void shouldKeepTheOldOneLiveWhileItsSuccessorIsOpening() {
        slot.opening();
        slot.switchTo("old");
        assertEquals(Slot.State.LIVE, slot.state());
        slot.opening();
        assertEquals("old", slot.live());
        slot.switchTo("new");
        assertEquals(Slot.State.DRAINING, slot.state());
        assertEquals("new", slot.live());
        assertEquals("old", slot.draining());
        assertEquals("old", slot.drained());
        assertEquals(Slot.State.LIVE, slot.state());
        assertNull(slot.draining());
    }

    @Test
    void shouldGoBackToWhatWasWhenAnOpeningIsCancelled() {
        slot.opening();
        slot.cancelled();
        assertEquals(Slot.State.VACANT, slot.state());
        slot.switchTo("one");
        slot.opening();
        slot.cancelled();
        assertEquals(Slot.State.LIVE, slot.state());
        assertEquals("one", slot.vacate());
        assertEquals(Slot.State.VACANT, slot.state());
    }

    @Test
    void shouldRefuseTwoHandOversAtTheSameTime() {
        slot.switchTo("one");
        slot.switchTo("two");
        assertThrows(IllegalStateException.class, () -> slot.switchTo("three"));
    }

    @Test
    void shouldHearNothingFromAHandleThatIsMuted() {
        List<String> heard = new ArrayList<>();
        HandleContext context = new HandleContext(() -> 7, heard::add, cause -> heard.add(cause.getMessage()));
        context.events().reopenNeeded("resized");
        context.events().failed(new IllegalStateException("broken"));
        context.mute();
        context.events().reopenNeeded("resized");
        context.events().failed(new IllegalStateException("broken"));
        assertEquals(List.of("resized", "broken"), heard);
        context.counters().counter("frames", "how many").add(3);
        assertEquals(3L, context.counterSet().values().get("frames"));
        assertEquals(7, context.clock().nanoTime());
    }

    @Test
    void shouldLeaveAHandleAloneOnceItsSleepIsShut() {
        List<String> calls = new ArrayList<>();
        HandleSleep sleep = new HandleSleep(new Awaitable() {
            @Override
            public void await(long maxNanos) {
                calls.add("await " + maxNanos);
            }

            @Override
            public void wake() {
                calls.add("wake");
            }
        });
        sleep.await(5);
        sleep.wake();
        sleep.shut();
        sleep.wake();
        assertEquals(List.of("await 5", "wake"), calls);
    }
}
