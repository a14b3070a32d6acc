package dev.wavry.render.desktop.internal;

import org.lwjgl.sdl.SDL_Event;
import org.lwjgl.system.MemoryUtil;

/** Events of one window in native memory. Guarded by {@link Sdl#LOCK}, except the batch, which belongs to PRESENT. */
final class EventQueue {
    private static final int FIRST_CAPACITY = 256;

    private final int windowId;
    private final Runnable wake;
    private long events = MemoryUtil.nmemAlloc((long) FIRST_CAPACITY * SDL_Event.SIZEOF);
    private int capacity = FIRST_CAPACITY;
    private int count;
    private long batch = MemoryUtil.nmemAlloc((long) FIRST_CAPACITY * SDL_Event.SIZEOF);
    private int batchCapacity = FIRST_CAPACITY;

    EventQueue(int windowId, Runnable wake) {
        this.windowId = windowId;
        this.wake = wake;
    }

    int windowId() {
        return windowId;
    }

    void wakeOwner() {
        wake.run();
    }

    void add(long event) {
        if (count == capacity) {
            capacity *= 2;
            events = MemoryUtil.nmemRealloc(events, (long) capacity * SDL_Event.SIZEOF);
        }
        MemoryUtil.memCopy(event, events + (long) count++ * SDL_Event.SIZEOF, SDL_Event.SIZEOF);
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Turns what came into the batch, to be read without the lock, and answers how many. */
    int swap() {
        long filled = events;
        int filledCapacity = capacity;
        int filledCount = count;
        events = batch;
        capacity = batchCapacity;
        count = 0;
        batch = filled;
        batchCapacity = filledCapacity;
        return filledCount;
    }

    /** Address of an event of the batch. */
    long batched(int index) {
        return batch + (long) index * SDL_Event.SIZEOF;
    }

    void free() {
        MemoryUtil.nmemFree(events);
        MemoryUtil.nmemFree(batch);
        events = 0;
        batch = 0;
        count = 0;
    }
}
