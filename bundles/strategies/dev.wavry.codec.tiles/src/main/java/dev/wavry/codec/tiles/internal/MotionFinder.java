package dev.wavry.codec.tiles.internal;

import java.util.Arrays;

/**
 * Finds out by how much a part of the picture was shifted: a few lines of the new picture, where they are least like others, are
 * looked for in the old one, first where they were found the last time, then straight above and below, then everywhere. What is
 * found is only a guess; {@link Copy#findSame} looks at every pixel. One thread.
 */
final class MotionFinder {
    /** Pixels of a line that is looked for. */
    private static final int PROBE = 32;

    /** Lines below it that must be there too. */
    private static final int PROBE_LINES = 10;

    private static final int PROBES = 6;
    private static final int CANDIDATES = 48;
    private static final int SAMPLES = 24;

    /** Changes of colour that a line must have to be told from others. */
    private static final int LEAST_CHANGES = 5;

    /** Looking everywhere costs a third of a millisecond for a million pixels, so it is rarer the more often it fails. */
    private static final int MOST_PAUSES = 64;

    private static final int LEAST_TILES_TO_SEARCH = 96;

    private final Grid grid;
    private final int[] now;
    private final int[] before;
    private final int[] sample = new int[SAMPLES];
    private int samples;
    private int lastX;
    private int lastY;
    private int pauses;
    private int pausesLeft;
    private int left;
    private int top;
    private int right;
    private int bottom;
    private int shiftX;
    private int shiftY;

    MotionFinder(Grid grid, NewestPicture picture) {
        this.grid = grid;
        now = picture.now;
        before = picture.before;
    }

    /** Looks within an area; true if {@link #shiftX} and {@link #shiftY} are worth a closer look. */
    boolean find(TileSet changed, int x, int y, int endX, int endY) {
        left = x;
        top = y;
        right = endX;
        bottom = endY;
        takeSamples(changed);
        if ((lastX != 0 || lastY != 0) && agrees(lastX, lastY)) {
            return true;
        }
        boolean found = probe(changed);
        lastX = found ? shiftX : 0;
        lastY = found ? shiftY : 0;
        return found;
    }

    int shiftX() {
        return shiftX;
    }

    int shiftY() {
        return shiftY;
    }

    /** Changed tiles from all over the area that are not of one colour. */
    private void takeSamples(TileSet changed) {
        samples = 0;
        int step = Math.max(1, changed.count() / (2 * SAMPLES));
        int skip = step / 2;
        for (int tile = changed.next(0); tile >= 0 && samples < SAMPLES; tile = changed.next(tile + 1)) {
            if (--skip < 0 && isInside(tile) && changesOfColour(grid.offset(tile) + 7 * grid.stride, Grid.TILE) > 1) {
                sample[samples++] = tile;
                skip = step;
            }
        }
    }

    private boolean isInside(int tile) {
        int x = tile % grid.columns * Grid.TILE;
        int y = tile / grid.columns * Grid.TILE;
        return x >= left && y >= top && x + Grid.TILE <= right && y + Grid.TILE <= bottom;
    }

    private int changesOfColour(int at, int length) {
        int changes = 0;
        for (int i = at + 1; i < at + length; i++) {
            changes += now[i] == now[i - 1] ? 0 : 1;
        }
        return changes;
    }

    /** True if at least half of the samples whose source is in the picture came from there. */
    private boolean agrees(int dx, int dy) {
        int same = 0;
        for (int i = 0; i < samples; i++) {
            same += cameFrom(sample[i], dx, dy) ? 1 : 0;
        }
        shiftX = dx;
        shiftY = dy;
        return samples > 1 && same * 2 >= samples;
    }

    private boolean cameFrom(int tile, int dx, int dy) {
        int x = tile % grid.columns * Grid.TILE - dx;
        int y = tile / grid.columns * Grid.TILE - dy;
        if (x < 0 || y < 0 || x + Grid.TILE > grid.width || y + Grid.TILE > grid.height) {
            return false;
        }
        int to = grid.offset(tile);
        int from = y * grid.stride + x;
        for (int line = 0; line < Grid.TILE; line++, to += grid.stride, from += grid.stride) {
            if (!Arrays.equals(now, to, to + Grid.TILE, before, from, from + Grid.TILE)) {
                return false;
            }
        }
        return true;
    }

    private boolean probe(TileSet changed) {
        if (samples < 2) {
            return false;
        }
        int best = -1;
        int bestChanges = 0;
        for (int i = 0; i < PROBES; i++) {
            int at = probeAt(sample[i * samples / PROBES]);
            if (at < 0) {
                continue;
            }
            if (searchColumn(at)) {
                return true;
            }
            int changes = changesOfColour(at, PROBE);
            if (changes > bestChanges) {
                bestChanges = changes;
                best = at;
            }
        }
        return best >= 0 && changed.count() >= LEAST_TILES_TO_SEARCH && searchArea(best);
    }

    /** The line of a tile and its neighbour with most changes of colour; negative if none is good enough. */
    private int probeAt(int tile) {
        int x = Math.min(tile % grid.columns * Grid.TILE, right - PROBE);
        int y = tile / grid.columns * Grid.TILE;
        if (x < left || y + Grid.TILE + PROBE_LINES > bottom) {
            return -1;
        }
        int best = -1;
        int most = LEAST_CHANGES - 1;
        for (int line = y; line < y + Grid.TILE; line++) {
            int changes = changesOfColour(line * grid.stride + x, PROBE);
            if (changes > most) {
                most = changes;
                best = line * grid.stride + x;
            }
        }
        return best;
    }

    /** Straight above and below, the nearest first. */
    private boolean searchColumn(int probe) {
        int y = probe / grid.stride;
        int candidates = 0;
        for (int distance = 1; distance < bottom - top && candidates < CANDIDATES; distance++) {
            for (int sign = -1; sign <= 1; sign += 2) {
                int line = y + sign * distance;
                if (line >= top
                        && line + PROBE_LINES <= bottom
                        && isThere(probe, probe + sign * distance * grid.stride)) {
                    candidates++;
                    if (agrees(0, -sign * distance)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean isThere(int probe, int place) {
        for (int line = 0, at = 0; line < PROBE_LINES; line++, at += grid.stride) {
            if (!Arrays.equals(now, probe + at, probe + at + PROBE, before, place + at, place + at + PROBE)) {
                return false;
            }
        }
        return true;
    }

    /** Everywhere in the area, unless that failed a moment ago. */
    private boolean searchArea(int probe) {
        if (pausesLeft > 0) {
            pausesLeft--;
            return false;
        }
        boolean found = searchLines(probe);
        pauses = found ? 0 : Math.min(MOST_PAUSES, 2 * pauses + 1);
        pausesLeft = pauses;
        return found;
    }

    private boolean searchLines(int probe) {
        // A change of colour is rarer than a colour, so most places are ruled out by the second pixel.
        int edge = 1;
        while (now[probe + edge] == now[probe + edge - 1]) {
            edge++;
        }
        int first = now[probe + edge - 1];
        int second = now[probe + edge];
        int x = probe % grid.stride;
        int y = probe / grid.stride;
        int candidates = 0;
        for (int line = top; line + PROBE_LINES <= bottom; line++) {
            int end = line * grid.stride + right - PROBE;
            for (int place = line * grid.stride + left; place <= end; place++) {
                if (before[place + edge] == second && before[place + edge - 1] == first && isThere(probe, place)) {
                    if (agrees(x - (place - line * grid.stride), y - line)) {
                        return true;
                    }
                    if (++candidates == CANDIDATES) {
                        return false;
                    }
                }
            }
        }
        return false;
    }
}
