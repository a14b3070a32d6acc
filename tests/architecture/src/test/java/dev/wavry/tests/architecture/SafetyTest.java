package dev.wavry.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no bundle may do, because bytes from outside must never choose what runs. */
class SafetyTest {
    /** Objects read from bytes run code of classes that the bytes name. */
    private static final Set<String> READS_OBJECTS = Set.of(
            "java.io.ObjectInputStream",
            "java.io.ObjectInput",
            "java.io.Externalizable",
            "java.beans.XMLDecoder",
            "java.rmi.Remote",
            "java.rmi.server.UnicastRemoteObject",
            "javax.script.ScriptEngineManager",
            "javax.naming.InitialContext");

    static List<Module> bundles() {
        return Reactor.bundles();
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void shouldReadNoObjectsFromBytes(Module bundle) {
        List<String> readers = bundle.classes().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(use -> READS_OBJECTS.contains(
                        use.getTargetClass().getBaseComponentType().getName()))
                .map(use -> use.getDescription())
                .distinct()
                .toList();
        assertEquals(List.of(), readers, "'" + bundle + "' reads objects from bytes");
    }

    @Test
    void shouldSeeWhatIsForbidden() {
        JavaClass reader = new com.tngtech.archunit.core.importer.ClassFileImporter().importClass(Reader.class);
        assertTrue(reader.getDirectDependenciesFromSelf().stream()
                .anyMatch(use -> READS_OBJECTS.contains(use.getTargetClass().getName())));
    }

    /** What the rule is about. */
    private static final class Reader {
        Object read(java.io.ObjectInputStream in) throws Exception {
            return in.readObject();
        }
    }
}
