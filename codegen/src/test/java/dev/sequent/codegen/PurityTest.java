package dev.sequent.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.runtime.BitReader;
import dev.sequent.runtime.BitWriter;
import dev.sequent.runtime.Checks;
import dev.sequent.runtime.Fault;
import dev.sequent.runtime.Machine;
import dev.sequent.runtime.Message;
import dev.sequent.runtime.RangeSet;
import dev.sequent.runtime.Trace;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pure core as bytecode: what Java PathFinder executes well, what allocates nothing while it runs, and what reaches
 * nothing but the runtime.
 */
class PurityTest {
    /** Class files of Java 17. */
    private static final int NEWEST = 61;

    private static final Set<String> LIBRARY = Set.of("java.lang.Object", "java.lang.String", "java.lang.Math");

    /** Where new objects are the point: construction, constants, and the factory methods. */
    private static final Set<String> MAY_ALLOCATE =
            Set.of("<init>", "<clinit>", "copy", "of", "parameters", "machine", "message", "properties");

    /** How methods end whose one purpose is to make the contract. */
    private static final String CONTRACT = "ontract";

    @ParameterizedTest
    @ValueSource(strings = {"abp", "gbn", "tcp", "features"})
    void isPure(String name) {
        CompiledCore compiled = Fixtures.compiled(name);
        var found = new ArrayList<String>();
        var core = new TreeSet<String>();
        compiled.classes().forEach((type, bytes) -> {
            if (compiled.isCore(type)) {
                core.add(type);
                inspect(compiled, ClassFile.of().parse(bytes), found);
            }
        });
        assertThat(found).isEmpty();
        core.removeIf(type -> type.contains("$"));
        assertThat(core).hasSize(compiled.generated().core().size());
    }

    /** What the core calls is executed with it. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                Checks.class,
                RangeSet.class,
                BitReader.class,
                BitWriter.class,
                Fault.class,
                Trace.class,
                Machine.class,
                Message.class
            })
    void theRuntimeHasNoInvokedynamicEither(Class<?> type) throws IOException {
        byte[] bytes;
        try (var in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            bytes = in.readAllBytes();
        }
        ClassModel model = ClassFile.of().parse(bytes);
        assertThat(model.majorVersion()).isLessThanOrEqualTo(NEWEST);
        assertThat(model.methods())
                .flatMap(m -> m.code().map(c -> c.elementList()).orElse(List.of()))
                .noneMatch(InvokeDynamicInstruction.class::isInstance);
    }

    private static void inspect(CompiledCore compiled, ClassModel type, List<String> found) {
        String name = type.thisClass().asInternalName().replace('/', '.');
        if (type.majorVersion() > NEWEST) {
            found.add(name + ": class file version " + type.majorVersion());
        }
        for (MethodModel method : type.methods()) {
            String where = name + "." + method.methodName().stringValue();
            method.code()
                    .ifPresent(code -> code.forEach(element -> {
                        switch (element) {
                            case InvokeDynamicInstruction i -> found.add(where + ": invokedynamic " + i.name());
                            case InvokeInstruction i ->
                                reference(compiled, where, i.owner().asSymbol(), found);
                            case FieldInstruction i ->
                                reference(compiled, where, i.owner().asSymbol(), found);
                            case NewObjectInstruction i ->
                                allocation(
                                        compiled, where, method, i.className().asSymbol(), found);
                            case NewPrimitiveArrayInstruction i -> allocation(where, method, found);
                            case NewReferenceArrayInstruction i -> allocation(where, method, found);
                            case NewMultiArrayInstruction i -> allocation(where, method, found);
                            case MonitorInstruction i -> found.add(where + ": " + Opcode.MONITORENTER);
                            default -> {}
                        }
                    }));
        }
    }

    private static void reference(CompiledCore compiled, String where, ClassDesc owner, List<String> found) {
        if (!known(compiled, owner)) {
            found.add(where + ": uses " + name(owner));
        }
    }

    private static void allocation(
            CompiledCore compiled, String where, MethodModel method, ClassDesc type, List<String> found) {
        allocation(where, method, found);
        if (type.equals(ConstantDescs.CD_String) || !known(compiled, type)) {
            found.add(where + ": makes a " + name(type));
        }
    }

    private static void allocation(String where, MethodModel method, List<String> found) {
        String name = method.methodName().stringValue();
        if (!MAY_ALLOCATE.contains(name) && !name.endsWith(CONTRACT)) {
            found.add(where + ": allocates");
        }
    }

    private static boolean known(CompiledCore compiled, ClassDesc type) {
        String name = name(type);
        return type.isArray()
                || LIBRARY.contains(name)
                || name.startsWith("dev.sequent.runtime.")
                || compiled.classes().containsKey(name);
    }

    private static String name(ClassDesc type) {
        return type.packageName() + "." + type.displayName();
    }
}
