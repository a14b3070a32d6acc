package dev.wavry.shell.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Turns the first Ctrl-C or SIGTERM into a polite end with an exit code of our own; a second one ends the process at once. The Java
 * machine offers this in jdk.unsupported only, which a bundle reaches by name.
 */
final class Signals {
    private static final List<String> NAMES = List.of("INT", "TERM");

    private Signals() {}

    /** Runs {@code end} on a thread of the Java machine at the first signal; without this module the default stays. */
    static void onFirst(Runnable end) {
        for (String name : NAMES) {
            try {
                catchFirst(name, end);
            } catch (ReflectiveOperationException e) {
                // The default stops the framework, which says goodbye too; only the exit code differs.
                return;
            }
        }
    }

    private static void catchFirst(String name, Runnable end) throws ReflectiveOperationException {
        ClassLoader loader = ClassLoader.getPlatformClassLoader();
        Class<?> signalType = Class.forName("sun.misc.Signal", true, loader);
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler", true, loader);
        Method handle = signalType.getMethod("handle", signalType, handlerType);
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        Object[] before = new Object[1];
        Object ours =
                Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (me, what, a) -> {
                    if (what.getName().equals("handle")) {
                        handle.invoke(null, signal, before[0]);
                        end.run();
                    }
                    return what.getReturnType() == boolean.class
                            ? (Object) Boolean.FALSE
                            : what.getReturnType() == int.class ? (Object) System.identityHashCode(me) : null;
                });
        before[0] = handle.invoke(null, signal, ours);
    }
}
