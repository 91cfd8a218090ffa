package dev.sequent.proofs.smt.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The specification of TCP, with every file of it edited. */
final class EditedTcp {
    private static final Path SPEC = Path.of("../spec/tcp");

    private EditedTcp() {}

    static Protocol protocol(UnaryOperator<String> edit) throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(SPEC)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".sqt")).toList()) {
                sources.put(SPEC.relativize(file).toString().replace('\\', '/'), edit.apply(Files.readString(file)));
            }
        }
        var compilation = SpecCompiler.compile("tcp.sqt", sources, Options.NONE);
        assertThat(compilation.protocol())
                .as(() -> compilation.diagnostics().toString())
                .isPresent();
        return compilation.protocol().get();
    }
}
