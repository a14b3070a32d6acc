package dev.wavry.rift.internal;

import org.jspecify.annotations.Nullable;

/** Finds values by 64-bit ids without making objects: open addressing; ids are random already, 0 is none. */
final class IdMap<T> {
    private long[] ids = new long[64];
    private @Nullable Object[] values = new Object[64];
    private int size;

    @SuppressWarnings("unchecked")
    @Nullable
    T get(long id) {
        if (id == 0) {
            return null;
        }
        return (T) values[slot(id)];
    }

    private int slot(long id) {
        int mask = ids.length - 1;
        int slot = (int) (id ^ id >>> 32) & mask;
        while (ids[slot] != 0 && ids[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    void put(long id, T value) {
        if (2 * size >= ids.length) {
            rebuild(2 * ids.length, 0);
        }
        int slot = slot(id);
        size += ids[slot] == 0 ? 1 : 0;
        ids[slot] = id;
        values[slot] = value;
    }

    void remove(long id) {
        if (get(id) != null) {
            rebuild(ids.length, id);
        }
    }

    /** Rare, and simpler than marking holes. */
    private void rebuild(int capacity, long without) {
        long[] oldIds = ids;
        Object[] oldValues = values;
        ids = new long[capacity];
        values = new Object[capacity];
        size = 0;
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0 && oldIds[i] != without) {
                int slot = slot(oldIds[i]);
                ids[slot] = oldIds[i];
                values[slot] = oldValues[i];
                size++;
            }
        }
    }
}
