package dev.sequent.codegen.java;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.CoreForm;
import dev.sequent.codegen.form.MachineForm;
import dev.sequent.codegen.form.MessageForm;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** From the lowered form to Java sources. The same form gives the same text, byte for byte, everywhere. */
public final class CorePrinter {
    private final ProtocolNames names;
    private final Markers markers = new Markers();
    private final SortedMap<String, String> sources = new TreeMap<>();
    private final SortedSet<String> pure = new TreeSet<>();
    private final List<LineMap.Entry> lines = new ArrayList<>();

    private CorePrinter(CoreForm core) {
        this.names = new ProtocolNames(core);
    }

    public static GeneratedSources print(CoreForm core) {
        return new CorePrinter(core).print();
    }

    private GeneratedSources print() {
        CoreForm core = names.model();
        add(new ParametersGenerator(names).generate(), true);
        for (MessageForm message : core.messages()) {
            add(new MessageGenerator(names, names.message(message), markers).generate(), true);
        }
        for (MachineForm machine : core.machines()) {
            add(new MachineGenerator(names.machine(machine.index()), markers).generate(), true);
            add(new WorldGenerator(names.machine(machine.index())).generate(), true);
        }
        add(new CoreClassGenerator(names).generate(), true);
        for (MessageForm message : core.messages()) {
            add(new WireGenerator(names, message).generate(), false);
        }
        add(new PropertiesGenerator(names, markers).generate(), false);
        return new GeneratedSources(
                names.packageName(), names.core().canonicalName(), sources, pure, core.points(), new LineMap(lines));
    }

    private void add(TypeSpec type, boolean ofCore) {
        String path = names.packageName().replace('.', '/') + "/" + type.name() + ".java";
        String text = JavaFile.builder(names.packageName(), type)
                .skipJavaLangImports(true)
                .indent("    ")
                .build()
                .toString();
        sources.put(path, markers.resolve(path, text, lines));
        if (ofCore) {
            pure.add(path);
        }
    }
}
