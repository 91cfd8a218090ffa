package dev.sequent.codegen.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.codegen.build.CoreCompiler;
import dev.sequent.codegen.build.CoreGenerator;
import dev.sequent.codegen.form.PointMap;
import dev.sequent.codegen.java.GeneratedSources;
import dev.sequent.codegen.java.LineMap;
import dev.sequent.language.Options;
import dev.sequent.language.SpecCompiler;
import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Core;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever is called whatever: each identifier of generated code, each class of {@code java.lang}, each word of Java as
 * the name of each kind of thing. Interpreter and generated core agree about it, and what a machine encodes, it
 * decodes.
 */
class NamesTest {
    private static final int WORDS_AT_ONCE = 250;
    private static final int SEQUENCES = 10;
    private static final int EVENTS = 15;
    /**
     * Words that cannot begin a statement; what OUT is; names of built-in functions: those the language keeps for
     * itself.
     */
    private static final Set<String> REFUSALS = Set.of("SQT110", "SQT203", "SQT204", "SQT207", "SQT216", "SQT431");

    @Test
    void any_word_in_any_role() throws IOException {
        var words = Words.all();
        System.out.println(
                words.own().size() + " words in each role, " + words.further().size() + " more in one each");
        assertThat(words.own()).contains("hash", "variable", "Override", "String", "yield", "native", "that", "_");
        var protocols = new ArrayList<Protocol>();
        var roles = List.copyOf(NamedSpecifications.roles().entrySet());
        for (int role = 0; role < roles.size(); role++) {
            var inThis = words.ofRole(role, roles.size());
            for (int i = 0; i < inThis.size(); i += WORDS_AT_ONCE) {
                protocols.add(protocol(
                        "zz" + protocols.size(),
                        roles.get(role).getKey(),
                        roles.get(role).getValue(),
                        inThis.subList(i, Math.min(inThis.size(), i + WORDS_AT_ONCE))));
            }
        }
        var compiled = together(protocols);
        var problems = new ArrayList<String>();
        for (int i = 0; i < protocols.size(); i++) {
            var specification = Specifications.of(protocols.get(i), compiled.get(i));
            var walks = new Walks(specification.subject(), specification.coverage());
            int machines = protocols.get(i).machines().size();
            for (int sequence = 0; sequence < Math.max(SEQUENCES, machines); sequence++) {
                walks.alone(sequence % machines, EVENTS, sequence).ifPresent(d -> problems.add(d.toString()));
                if (sequence % 5 == 0) {
                    walks.pair(sequence % machines, sequence % machines, EVENTS, sequence)
                            .ifPresent(d -> problems.add(d.toString()));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void any_word_as_protocol() throws IOException {
        var seen = new TreeSet<String>();
        var protocols = Words.ofJava().stream()
                .filter(w -> seen.add(w.toLowerCase(Locale.ROOT)))
                .map(w -> compile("protocol " + w + "\nmachine zzm { state zzs initial }\n"))
                .toList();
        var compiled = together(protocols);
        for (int i = 0; i < protocols.size(); i++) {
            var core = compiled.get(i).load(getClass().getClassLoader());
            assertThat(core.name()).isEqualTo(protocols.get(i).name());
        }
    }

    /** Who has a message finds the class of its header by name, whatever else is called so. */
    @Test
    void the_class_of_a_header_is_found_by_the_name_of_its_message() throws ReflectiveOperationException {
        var protocol = compile("""
                protocol P
                message A as X { F : u8 }
                message A-WIRE as Y { F : u8 }
                message AWire as Z { F : u8 }
                machine AWireWire { state S initial }
                machine a { state S initial }
                """);
        var loader = CoreCompiler.compile(protocol).loader(getClass().getClassLoader());
        for (var message : protocol.messages()) {
            var type = ((Core) loader.loadClass("dev.sequent.generated.p.PCore")
                            .getConstructor()
                            .newInstance())
                    .message(message.kind())
                    .getClass();
            var wire = loader.loadClass(type.getName() + "Wire");
            assertThat(wire.getMethod("parse", ByteBuffer.class, int.class, int.class, type))
                    .isNotNull();
        }
    }

    private static Protocol protocol(
            String name, String role, Function<List<String>, String> text, List<String> words) {
        var source = "protocol " + name + "\n" + text.apply(words);
        var compilation = SpecCompiler.compile("test.sqt", Map.of("test.sqt", source), Options.NONE);
        if (compilation.protocol().isPresent()) {
            return compilation.protocol().get();
        }
        var lines = source.split("\n");
        var refused = compilation.diagnostics().stream()
                .filter(d -> REFUSALS.contains(d.code()))
                .map(d -> lines[d.span().line() - 1].substring(
                        d.span().column() - 1, d.span().endColumn() - 1))
                .flatMap(place -> Stream.of(place.split("\\.")))
                .filter(words::contains)
                .collect(Collectors.toSet());
        assertThat(refused)
                .as(role + ": " + compilation.diagnostics())
                .isNotEmpty()
                .hasSizeLessThan(20);
        return protocol(
                name,
                role,
                text,
                words.stream().filter(w -> !refused.contains(w)).toList());
    }

    private static Protocol compile(String source) {
        var compilation = SpecCompiler.compile("test.sqt", Map.of("test.sqt", source), Options.NONE);
        return compilation.protocol().orElseThrow(() -> new AssertionError(compilation.diagnostics() + "\n" + source));
    }

    /** All in one run of the compiler, which takes its time to start. */
    private static List<CompiledCore> together(List<Protocol> protocols) {
        var each = protocols.stream().map(CoreGenerator::generate).toList();
        var sources = new TreeMap<String, String>();
        each.forEach(g -> sources.putAll(g.sources()));
        assertThat(sources)
                .hasSize(each.stream().mapToInt(g -> g.sources().size()).sum());
        assertThat(sources.keySet().stream()
                        .map(p -> p.toLowerCase(Locale.ROOT))
                        .distinct())
                .hasSameSizeAs(sources.keySet());
        var all = CoreCompiler.compile(new GeneratedSources(
                "all", "all", sources, new TreeSet<>(), new PointMap(List.of()), new LineMap(List.of())));
        return each.stream().map(g -> new CompiledCore(g, all.classes())).toList();
    }
}
