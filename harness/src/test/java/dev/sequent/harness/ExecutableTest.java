package dev.sequent.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.DynamicConstantPoolEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The program keeps to what every build of Java PathFinder executes rightly. */
class ExecutableTest {
    private static final String PROGRAM = "dev/sequent/harness/";

    private static List<ClassModel> program() throws IOException {
        return ClassFiles.in(ClassFiles.HARNESS).stream()
                .filter(type -> type.thisClass().asInternalName().startsWith(PROGRAM))
                .filter(type -> type.thisClass().asInternalName().lastIndexOf('/') == PROGRAM.length() - 1)
                .toList();
    }

    @Test
    void classFilesAreForJava17() throws IOException {
        assertThat(ClassFiles.in(ClassFiles.HARNESS))
                .allSatisfy(type -> assertThat(type.majorVersion()).isEqualTo(ClassFile.JAVA_17_VERSION));
    }

    /** Neither lambdas, nor strings that are joined at run time, nor switches over patterns. */
    @Test
    void nothingIsInvokedDynamically() throws IOException {
        for (ClassModel type : program()) {
            for (PoolEntry entry : type.constantPool()) {
                assertThat(entry)
                        .as("in %s", type.thisClass().asInternalName())
                        .isNotInstanceOf(DynamicConstantPoolEntry.class);
            }
        }
    }

    /**
     * What belongs to the recorder is not there when JPF executes the program, and collections keep what is no part of
     * a state.
     */
    @Test
    void onlyTheLanguageTheRuntimeAndVerify() throws IOException {
        var used = new TreeSet<String>();
        for (ClassModel type : program()) {
            for (PoolEntry entry : type.constantPool()) {
                if (entry instanceof ClassEntry named && !named.asInternalName().startsWith("[")) {
                    used.add(named.asInternalName());
                }
            }
        }
        used.removeIf(name -> name.startsWith("java/lang/") && !name.startsWith("java/lang/invoke/")
                || name.startsWith("dev/sequent/runtime/")
                || name.startsWith(PROGRAM) && name.lastIndexOf('/') == PROGRAM.length() - 1);
        assertThat(used).isEqualTo(Set.of("gov/nasa/jpf/vm/Verify"));
    }

    /**
     * JPF resolves every annotation that it can see, and of those that are only for the compiler none is there at run
     * time.
     */
    @Test
    void noAnnotationsOfOthersThanJpf() throws IOException {
        for (ClassModel type : program()) {
            for (PoolEntry entry : type.constantPool()) {
                if (entry instanceof Utf8Entry text) {
                    assertThat(text.stringValue())
                            .as("in %s", type.thisClass().asInternalName())
                            .doesNotContain("org/jspecify");
                }
            }
        }
    }
}
