package dev.wavry.lib.pulse;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls of libpulse. Pointers are {@code long}; a context, its loop and its streams belong to one thread at a time. */
final class Pulse {
    static final String SONAME = "libpulse.so.0";

    static final int CONTEXT_READY = 4;
    static final int CONTEXT_FAILED = 5;
    static final int STREAM_READY = 2;
    static final int STREAM_FAILED = 3;
    /** Does not start a server that is not there. */
    static final int NO_AUTOSPAWN = 1;

    static final int INTERPOLATE_TIMING = 0x2;
    static final int AUTO_TIMING_UPDATE = 0x8;
    static final int DONT_MOVE = 0x200;
    static final int ADJUST_LATENCY = 0x2000;

    static final int SUBSCRIBE_SINK = 0x1;
    static final int SUBSCRIBE_SOURCE = 0x2;
    static final int SUBSCRIBE_SINK_INPUT = 0x4;
    static final int SUBSCRIBE_SERVER = 0x80;

    static final int S16LE = 3;

    static {
        Native.register(Pulse.class, library());
    }

    private Pulse() {}

    static NativeLibrary library() {
        return NativeLibrary.getInstance(SONAME, Map.of(Library.OPTION_STRING_ENCODING, "UTF-8"));
    }

    /** A list of things: one call for each and one with {@code end} that is not 0. */
    interface Each extends Callback {
        void invoke(Pointer context, @Nullable Pointer info, int end, @Nullable Pointer data);
    }

    /** One thing. */
    interface One extends Callback {
        void invoke(Pointer context, @Nullable Pointer info, @Nullable Pointer data);
    }

    /** A change of something. */
    interface Change extends Callback {
        void invoke(Pointer context, int event, int index, @Nullable Pointer data);
    }

    /** The number of a module, or -1. */
    interface Index extends Callback {
        void invoke(Pointer context, int index, @Nullable Pointer data);
    }

    static native long pa_mainloop_new();

    static native void pa_mainloop_free(long loop);

    static native long pa_mainloop_get_api(long loop);

    static native int pa_mainloop_prepare(long loop, int timeoutMicros);

    static native int pa_mainloop_poll(long loop);

    static native int pa_mainloop_dispatch(long loop);

    static native void pa_mainloop_wakeup(long loop);

    static native long pa_context_new(long api, String name);

    static native int pa_context_connect(long context, @Nullable String server, int flags, long spawn);

    static native int pa_context_get_state(long context);

    static native int pa_context_errno(long context);

    static native void pa_context_disconnect(long context);

    static native void pa_context_unref(long context);

    static native void pa_context_set_subscribe_callback(long context, @Nullable Change callback, long data);

    static native long pa_context_subscribe(long context, int mask, long callback, long data);

    static native long pa_context_get_server_info(long context, One callback, long data);

    static native long pa_context_get_sink_info_list(long context, Each callback, long data);

    static native long pa_context_get_source_info_list(long context, Each callback, long data);

    static native long pa_context_get_sink_input_info_list(long context, Each callback, long data);

    static native long pa_context_get_module_info_list(long context, Each callback, long data);

    static native long pa_context_load_module(long context, String name, String argument, Index callback, long data);

    static native long pa_context_unload_module(long context, int index, long callback, long data);

    static native int pa_operation_get_state(long operation);

    static native void pa_operation_unref(long operation);

    static native String pa_strerror(int error);

    static native String pa_proplist_gets(Pointer list, String key);

    static native long pa_stream_new(long context, String name, long sampleSpec, long channelMap);

    static native void pa_stream_unref(long stream);

    static native int pa_stream_set_monitor_stream(long stream, int sinkInput);

    static native int pa_stream_connect_record(long stream, String source, long attributes, int flags);

    static native int pa_stream_connect_playback(
            long stream, String sink, long attributes, int flags, long volume, long synchronised);

    static native int pa_stream_disconnect(long stream);

    static native int pa_stream_get_state(long stream);

    static native long pa_stream_readable_size(long stream);

    static native int pa_stream_peek(long stream, long dataOut, long bytesOut);

    static native int pa_stream_drop(long stream);

    static native long pa_stream_writable_size(long stream);

    static native int pa_stream_write(long stream, long data, long bytes, long free, long offset, int seek);

    static native long pa_stream_cork(long stream, int corked, long callback, long data);

    static native long pa_stream_flush(long stream, long callback, long data);

    static native int pa_stream_get_latency(long stream, long microsOut, long negativeOut);

    static native long pa_stream_get_underflow_index(long stream);
}
