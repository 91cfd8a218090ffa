package dev.sequent.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stubs of Java PathFinder that the harness is compiled against: what it uses, no more, and as the real one has it.
 */
class StubsTest {
    private static final Path STUBS =
            ClassFiles.BASE.resolve("../jpf-stubs/target/classes").normalize();
    private static final Pattern STUB = Pattern.compile("gov/nasa/jpf/[\\w/$]+");

    static List<String> stubs() throws IOException {
        return ClassFiles.in(STUBS).stream().map(StubsTest::name).toList();
    }

    private static String name(ClassModel type) {
        return type.thisClass().asInternalName().replace('/', '.');
    }

    // ------------------------------------------------------------ no more than is used

    @Test
    void nothingThatTheHarnessDoesNotUse() throws IOException {
        var used = new HashSet<String>();
        for (ClassModel type : ClassFiles.in(ClassFiles.HARNESS)) {
            for (PoolEntry entry : type.constantPool()) {
                if (entry instanceof MemberRefEntry member) {
                    used.add(member.owner().asInternalName() + "." + member.name() + member.type());
                } else if (entry instanceof Utf8Entry text) {
                    STUB.matcher(text.stringValue()).results().forEach(found -> used.add(found.group()));
                }
            }
            type.superclass()
                    .ifPresent(parent -> type.methods()
                            .forEach(method -> used.add(
                                    parent.asInternalName() + "." + method.methodName() + method.methodType())));
        }
        var offered = new HashSet<String>();
        for (ClassModel type : ClassFiles.in(STUBS)) {
            String name = type.thisClass().asInternalName();
            offered.add(name);
            type.methods().stream()
                    .filter(method -> method.flags().has(AccessFlag.PUBLIC))
                    .forEach(method -> offered.add(name + "." + method.methodName() + method.methodType()));
            assertThat(type.fields()).as("fields of %s: none is compared", name).isEmpty();
        }
        assertThat(offered).hasSizeGreaterThan(50);
        offered.removeAll(used);
        assertThat(offered).as("what nobody needs").isEmpty();
    }

    // ------------------------------------------------------------ as the real one has it

    @ParameterizedTest
    @MethodSource("stubs")
    void asInTheRealOne(String name) throws Exception {
        String home = System.getenv("JPF_HOME");
        Assumptions.assumeTrue(
                home != null && !home.isBlank(),
                "JPF_HOME is not set: stubs are not compared with Java PathFinder itself, see model-checker/JPF.md");
        Path build = Path.of(home, "build");
        try (var stubs = loader(STUBS);
                var jpf = loader(build.resolve("jpf.jar"), build.resolve("jpf-classes.jar"))) {
            Class<?> stub = stubs.loadClass(name);
            Class<?> real = jpf.loadClass(name);
            assertThat(real).as("what we can name").isPublic();
            assertThat(real.isInterface()).as("%s is an interface", name).isEqualTo(stub.isInterface());
            assertThat(real.isAnnotation()).as("%s is an annotation", name).isEqualTo(stub.isAnnotation());
            if (stub.isAnnotation()) {
                assertThat(Set.of(real.getAnnotations()))
                        .as("who sees it, and where it may stand")
                        .isEqualTo(Set.of(stub.getAnnotations()));
            }
            if (stub.getSuperclass() != null) {
                assertThat(parents(real)).contains(stub.getSuperclass().getName());
            }
            boolean extended = extended(stub);
            assertThat(!extended || extended(real) && !Modifier.isFinal(real.getModifiers()))
                    .as("%s can be extended", name)
                    .isTrue();
            for (Method method : stub.getDeclaredMethods()) {
                assertThat(real.getMethods())
                        .as("%s of %s", method.getName(), name)
                        .anySatisfy(other -> assertThat(signature(other)).isEqualTo(signature(method)))
                        .noneSatisfy(other -> assertThat(extended
                                        && Modifier.isFinal(other.getModifiers())
                                        && signature(other).equals(signature(method)))
                                .as("it cannot be overridden")
                                .isTrue());
            }
        }
    }

    private static URLClassLoader loader(Path... places) throws MalformedURLException {
        var urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private static List<String> parents(Class<?> type) {
        return Stream.<Class<?>>iterate(type.getSuperclass(), c -> c != null, Class::getSuperclass)
                .map(Class::getName)
                .toList();
    }

    /** Can a class elsewhere be derived from it, by what its constructors say? */
    private static boolean extended(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(made -> made.getParameterCount() == 0
                        && (Modifier.isPublic(made.getModifiers()) || Modifier.isProtected(made.getModifiers())));
    }

    private static String signature(Method method) {
        return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
                + method.getName()
                + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString();
    }
}
