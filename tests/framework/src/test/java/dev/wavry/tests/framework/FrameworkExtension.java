package dev.wavry.tests.framework;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestContainerException;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Takes the bodies of a class's tests into a framework that Pax Exam runs in this process. */
final class FrameworkExtension implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {
    private TestContainer container;
    private TestAddress inside;
    private int ran;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> tests = context.getRequiredTestClass();
        Supported.require(tests);
        ExamSystem system = PaxExamRuntime.createTestSystem(ProductBundles.options());
        container = PaxExamRuntime.createContainer(system);
        container.start();
        TestProbeBuilder probe = system.createProbe();
        probe.setHeader("Bundle-SymbolicName", "dev.wavry.tests.probe");
        probe.setHeader("DynamicImport-Package", "*");
        inside = probe.addTest(Inside.class, Inside.METHOD);
        container.installProbe(probe.build().getStream());
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
            throws Throwable {
        invocation.skip();
        ran++;
        System.setProperty(Inside.CLASS_PROPERTY, context.getRequiredTestClass().getName());
        System.setProperty(Inside.TEST_PROPERTY, test.getExecutable().getName());
        try {
            container.call(inside);
        } catch (TestContainerException e) {
            throw translated(e);
        }
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip(); // runs inside, see Inside
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context) {
        invocation.skip(); // runs inside, see Inside
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (container != null) {
            container.stop();
        }
        if (ran == 0) {
            throw new AssertionError(
                    "no test of '" + context.getRequiredTestClass().getName() + "' ran in the framework");
        }
    }

    /** The innermost cause is what the test threw; an assumption has another class loader in there. */
    private static Throwable translated(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && !root.getClass().getName().startsWith("org.opentest4j.")) {
            root = root.getCause();
        }
        return root.getClass().getName().equals(TestAbortedException.class.getName())
                ? new TestAbortedException(root.getMessage(), root)
                : root;
    }
}
