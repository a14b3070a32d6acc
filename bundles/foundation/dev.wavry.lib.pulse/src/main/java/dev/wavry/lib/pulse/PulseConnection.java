package dev.wavry.lib.pulse;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to a sound server that its caller drives: nothing happens but inside {@link #work}, and nothing waits but
 * {@link #await}. When the server dies it is {@link State#DOWN}, its streams are dead, and {@link #connect} may be tried again.
 * All but {@link #wake} belong to one thread at a time.
 */
@ProviderType
public final class PulseConnection implements AutoCloseable {
    /** How a connection is. */
    public enum State {
        /** Not there, refused or died. */
        DOWN,
        /** Not known yet. */
        COMING,
        /** Works, and the first {@link #map} was read. */
        UP
    }

    private static final int MOST_ROUNDS = 32;
    private static final long NANOS_PER_MICRO = 1000;
    private static final int MOST_MICROS = 1_000_000_000;

    private final String applicationName;
    private final @Nullable String server;
    private final long loop;
    private final Object closing = new Object();
    private boolean closed;
    private volatile boolean woken;
    private boolean polled;
    private long context;
    private boolean asked;
    private boolean dirty;
    private boolean subscribed;
    private boolean mapped;
    private SoundMap map = SoundMap.EMPTY;
    private int changes;

    private String defaultSink = "";
    private String defaultSource = "";
    private final List<SoundMap.Sink> sinks = new ArrayList<>();
    private final List<SoundMap.Source> sources = new ArrayList<>();
    private final List<SoundMap.Playing> playing = new ArrayList<>();

    // Fields, because native code holds callbacks that Java must not collect.
    private final Pulse.One serverCallback = (pa, info, data) -> readServer(info);
    private final Pulse.Each sinkCallback = (pa, info, end, data) -> add(info, i -> sinks.add(Infos.sink(i)));
    private final Pulse.Each sourceCallback = (pa, info, end, data) -> add(info, i -> sources.add(Infos.source(i)));
    private final Pulse.Each playingCallback = (pa, info, end, data) -> {
        add(info, i -> playing.add(Infos.playing(i)));
        if (end != 0) {
            publish();
        }
    };
    private final Pulse.Change changeCallback = (pa, event, index, data) -> dirty = true;
    private final List<Object> held = new ArrayList<>();

    /**
     * Makes a connection that is down.
     *
     * @param applicationName how the server shows this program
     * @param server such as {@code unix:/run/user/1000/pulse/native}; empty for the one of the environment
     */
    public PulseConnection(String applicationName, String server) {
        this.applicationName = applicationName;
        this.server = server.isEmpty() ? null : server;
        loop = Pulse.pa_mainloop_new();
        if (loop == 0) {
            throw new IllegalStateException(
                    "the process has no file descriptor left for a connection to a sound server");
        }
    }

    /** Begins to connect anew; what was there before is gone. */
    public void connect() {
        disconnect();
        context = Pulse.pa_context_new(Pulse.pa_mainloop_get_api(loop), applicationName);
        Pulse.pa_context_set_subscribe_callback(context, changeCallback, 0);
        if (Pulse.pa_context_connect(context, server, Pulse.NO_AUTOSPAWN, 0) < 0) {
            disconnect();
        }
    }

    /** Ends the connection, and with it all streams. */
    public void disconnect() {
        if (context != 0) {
            Pulse.pa_context_set_subscribe_callback(context, null, 0);
            Pulse.pa_context_disconnect(context);
            Pulse.pa_context_unref(context);
        }
        context = 0;
        asked = false;
        dirty = false;
        subscribed = false;
        mapped = false;
        held.clear();
    }

    /** How it is. */
    public State state() {
        if (context == 0 || Pulse.pa_context_get_state(context) >= Pulse.CONTEXT_FAILED) {
            return State.DOWN;
        }
        return mapped ? State.UP : State.COMING;
    }

    /** What went wrong last, in libpulse's words. */
    public String error() {
        return context == 0 ? "no connection" : Pulse.pa_strerror(Pulse.pa_context_errno(context));
    }

    long context() {
        return context;
    }

    /** What the server had when it last said so; a new object for each change. */
    public SoundMap map() {
        return map;
    }

    /** How often {@link #map} was read. */
    public int changes() {
        return changes;
    }

    /** Reads and writes whatever can be without waiting; answers how much that was. */
    public int work() {
        int done = 0;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (!polled) {
                Pulse.pa_mainloop_prepare(loop, 0);
                Pulse.pa_mainloop_poll(loop);
            }
            polled = false;
            int dispatched = Pulse.pa_mainloop_dispatch(loop);
            if (dispatched <= 0) {
                break;
            }
            done += dispatched;
        }
        ask();
        return done;
    }

    private void ask() {
        if (context == 0 || Pulse.pa_context_get_state(context) != Pulse.CONTEXT_READY) {
            return;
        }
        if (!subscribed) {
            subscribed = true;
            dirty = true;
            int mask =
                    Pulse.SUBSCRIBE_SINK | Pulse.SUBSCRIBE_SOURCE | Pulse.SUBSCRIBE_SINK_INPUT | Pulse.SUBSCRIBE_SERVER;
            forget(Pulse.pa_context_subscribe(context, mask, 0, 0));
        }
        if (dirty && !asked) {
            dirty = false;
            asked = true;
            sinks.clear();
            sources.clear();
            playing.clear();
            forget(Pulse.pa_context_get_server_info(context, serverCallback, 0));
            forget(Pulse.pa_context_get_sink_info_list(context, sinkCallback, 0));
            forget(Pulse.pa_context_get_source_info_list(context, sourceCallback, 0));
            forget(Pulse.pa_context_get_sink_input_info_list(context, playingCallback, 0));
        }
    }

    private static void forget(long operation) {
        if (operation != 0) {
            Pulse.pa_operation_unref(operation);
        }
    }

    private void readServer(@Nullable Pointer info) {
        defaultSink = info == null ? "" : Infos.defaultSink(info);
        defaultSource = info == null ? "" : Infos.defaultSource(info);
    }

    private static void add(@Nullable Pointer info, Consumer<Pointer> reader) {
        if (info != null) {
            reader.accept(info);
        }
    }

    private void publish() {
        asked = false;
        mapped = true;
        changes++;
        map = new SoundMap(defaultSink, defaultSource, sinks, sources, playing);
    }

    /**
     * Loads a module of the server.
     *
     * @param loaded is called inside {@link #work} with its number, or -1 if the server refused
     */
    public void loadModule(String name, String argument, IntConsumer loaded) {
        Pulse.Index callback = (pa, index, data) -> loaded.accept(index);
        held.add(callback);
        forget(Pulse.pa_context_load_module(context, name, argument, callback, 0));
    }

    /** Unloads a module. */
    public void unloadModule(int index) {
        if (context != 0) {
            forget(Pulse.pa_context_unload_module(context, index, 0, 0));
        }
    }

    /**
     * Looks through the modules of the server.
     *
     * @param each is called inside {@link #work} for each module
     * @param end is called after the last
     */
    public void modules(ModuleReader each, Runnable end) {
        Pulse.Each callback = (pa, info, last, data) -> {
            add(info, i -> each.module(Infos.moduleIndex(i), Infos.moduleArgument(i)));
            if (last != 0) {
                end.run();
            }
        };
        held.add(callback);
        forget(Pulse.pa_context_get_module_info_list(context, callback, 0));
    }

    /** Takes modules. */
    @FunctionalInterface
    public interface ModuleReader {
        /** One module by its number and what it was loaded with. */
        void module(int index, String argument);
    }

    /** Sleeps until the server has something, {@link #wake} was called or the time is over. */
    public void await(long maxNanos) {
        if (!woken && !polled && maxNanos > 0) {
            Pulse.pa_mainloop_prepare(loop, (int) Math.min(MOST_MICROS, (maxNanos + 999) / NANOS_PER_MICRO));
            if (woken) {
                // Preparing forgets a wake-up that came before.
                Pulse.pa_mainloop_wakeup(loop);
            }
            Pulse.pa_mainloop_poll(loop);
            polled = true;
        }
        woken = false;
    }

    /** Ends the current or the next {@link #await} at once; does nothing after {@link #close}. Any thread. */
    public void wake() {
        woken = true;
        synchronized (closing) {
            if (!closed) {
                Pulse.pa_mainloop_wakeup(loop);
            }
        }
    }

    @Override
    public void close() {
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
        }
        if (polled) {
            Pulse.pa_mainloop_dispatch(loop);
        }
        disconnect();
        Pulse.pa_mainloop_free(loop);
    }
}
