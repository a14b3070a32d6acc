package dev.wavry.tests.framework;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The part of the extension that lives in the framework: runs the test that the system properties name. */
public final class Inside {
    static final String METHOD = "run";
    static final String CLASS_PROPERTY = "wavry.inside.class";
    static final String TEST_PROPERTY = "wavry.inside.test";

    /** Called by Pax Exam by name. */
    public void run() throws Throwable {
        Class<?> type = Class.forName(System.getProperty(CLASS_PROPERTY));
        Object instance = instance(type);
        List<Method> after = annotated(type, AfterEach.class);
        Collections.reverse(after);
        try {
            for (Method method : annotated(type, BeforeEach.class)) {
                invoke(method, instance);
            }
            invoke(test(type), instance);
        } finally {
            for (Method method : after) {
                invoke(method, instance);
            }
        }
    }

    private static Object instance(Class<?> type) throws Throwable {
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Method test(Class<?> type) throws NoSuchMethodException {
        for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
            for (Method method : at.getDeclaredMethods()) {
                if (method.getName().equals(System.getProperty(TEST_PROPERTY)) && method.getParameterCount() == 0) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + System.getProperty(TEST_PROPERTY));
    }

    /** Those of super classes first, as Jupiter does. */
    private static List<Method> annotated(Class<?> type, Class<? extends Annotation> annotation) {
        List<Method> found = new ArrayList<>();
        for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
            int first = 0;
            for (Method method : at.getDeclaredMethods()) {
                if (method.isAnnotationPresent(annotation)) {
                    found.add(first++, method);
                }
            }
        }
        return found;
    }

    private static void invoke(Method method, Object instance) throws Throwable {
        method.setAccessible(true);
        try {
            method.invoke(instance);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
