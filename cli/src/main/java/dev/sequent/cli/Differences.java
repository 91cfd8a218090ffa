package dev.sequent.cli;

import dev.sequent.check.text.ValueText;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.language.model.Protocol.Param;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a copy's parameters differ from those of the specification that came with sequent. */
final class Differences {
    private Differences() {}

    /**
     * One line for each, for instance {@code MSL = 1 s (spec/tcp/tcp.sqt: 30 s)}; none when it is that specification,
     * or one of another protocol.
     */
    static List<String> of(Specification spec) {
        Optional<Path> own = Home.folder()
                .map(home ->
                        home.resolve(Specification.DEFAULT).toAbsolutePath().normalize());
        if (own.isEmpty() || own.get().equals(spec.root().toAbsolutePath().normalize())) {
            return List.of();
        }
        return SpecCompiler.compile(own.get(), Options.NONE)
                .protocol()
                .filter(original -> original.name().equals(spec.protocol().name()))
                .map(original -> lines(original, spec.protocol()))
                .orElse(List.of());
    }

    private static List<String> lines(Protocol original, Protocol copy) {
        var lines = new ArrayList<String>();
        for (Param param : copy.params()) {
            original.params().stream()
                    .filter(p -> p.name().equals(param.name()))
                    .filter(p -> p.type().equals(param.type()) && p.defaultValue() != param.defaultValue())
                    .forEach(p -> lines.add(param.name() + " = " + ValueText.text(param.type(), param.defaultValue())
                            + " (" + Specification.DEFAULT + ": " + ValueText.text(p.type(), p.defaultValue()) + ")"));
        }
        return lines;
    }
}
